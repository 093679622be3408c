using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>The names in an experiment are foreign text too, once it comes from a run's folder.</summary>
public sealed class HostileSpecTests : IDisposable
{
    private const string Run = "cnn-glove.as-written";

    private static readonly ExperimentSpec Glove = Profiles.Spec(
        Profiles.Sample,
        ModelKind.CnnGlove,
        ProtocolKind.Corrected
    );

    private readonly ToyReport toy = new();

    public static TheoryData<string> Hostile => ["nonsense", "../../x", "\u001b[2J\u202e", new string('x', 100_000)];

    public static TheoryData<string> Outside =>
        ["../../x", "/tmp/x", "..", "", "a/b", "\u001b[2J\u202e", new string('x', 100_000)];

    public void Dispose() => toy.Dispose();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_run_of_nonsensical_vectors_is_no_run(string name) => ShouldBeNoRun("vectors", name);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_run_on_a_nonsensical_device_is_no_run(string name) => ShouldBeNoRun("device", name);

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_run_whose_profile_would_lead_out_of_its_folder_is_no_run(string name) =>
        ShouldBeNoRun("profile", name);

    [Fact]
    public void A_run_of_a_nonsensical_profile_is_not_reported() => ShouldNotBeReported("profile", "nonsense");

    [Fact]
    public void A_run_of_no_known_model_is_not_reported() => ShouldNotBeReported("model", "bag-of-words");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_a_setting_is_refused_for_is_short_and_safe(string name)
    {
        Outcome.Of(() => Profiles.WidthOf(name)).Should().Be(ExitCode.Usage);
        Outcome.Of(() => Profiles.Spec(name, ModelKind.Rnn, ProtocolKind.Corrected)).Should().Be(ExitCode.Usage);
        Outcome.Of(() => SpecValidation.Check([Glove with { Device = name }])).Should().Be(ExitCode.Usage);
        Outcome.Of(() => SpecValidation.Check([Glove with { Vectors = name }])).Should().Be(ExitCode.Usage);
        Outcome.Of(() => SpecValidation.Check([Glove with { Vectors = $"{name}.7d" }])).Should().Be(ExitCode.Usage);
        Outcome
            .Of(() =>
                SpecValidation.Check([
                    Glove with
                    {
                        Cnn = Glove.Cnn! with { Widths = [.. Enumerable.Range(65, 5000)] },
                    },
                ])
            )
            .Should()
            .Be(ExitCode.Usage);
    }

    private void ShouldBeNoRun(string key, string name)
    {
        var run = toy.Runs[Run];
        ToyRun.Edit(run.Spec, spec => spec[key] = name);
        Outcome.Of(() => toy.Decide(run)).Should().Be(ExitCode.InputMissing);
        Outcome.Of(() => toy.Write()).Should().Be(ExitCode.InputMissing);
        FluentActions
            .Invoking(() => toy.Decide(run))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{run.Spec}: no run had this: {key}: *");
    }

    private void ShouldNotBeReported(string key, string name)
    {
        ToyRun.Edit(toy.Runs[Run].Spec, spec => spec[key] = name);
        Outcome.Of(() => toy.Write()).Should().Be(ExitCode.InputMissing);
        FluentActions
            .Invoking(() => toy.Write())
            .Should()
            .Throw<ReproException>()
            .WithMessage("spec.json: * is no experiment of the notebook*");
    }
}
