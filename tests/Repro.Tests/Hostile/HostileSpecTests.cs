using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>The names in an experiment are untrusted text if it is read from a run's folder.</summary>
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
    public void A_run_of_nonsensical_vectors_is_not_a_run(string name) => ShouldBeNoRun("vectors", name);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_run_on_a_nonsensical_device_is_not_a_run(string name) => ShouldBeNoRun("device", name);

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_run_whose_profile_would_lead_out_of_its_folder_is_not_a_run(string name) =>
        ShouldBeNoRun("profile", name);

    [Fact]
    public void A_run_of_a_nonsensical_profile_is_not_reported() => ShouldNotBeReported("profile", "nonsense");

    [Fact]
    public void A_run_of_no_known_model_is_not_reported() => ShouldNotBeReported("model", "bag-of-words");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_a_setting_is_refused_for_is_short_and_safe(string name)
    {
        ReadOutcome.Run(() => Profiles.WidthOf(name)).Should().Be(ExitCode.Usage);
        ReadOutcome.Run(() => Profiles.Spec(name, ModelKind.Rnn, ProtocolKind.Corrected)).Should().Be(ExitCode.Usage);
        ReadOutcome.Run(() => SpecValidation.Check([Glove with { Device = name }])).Should().Be(ExitCode.Usage);
        ReadOutcome.Run(() => SpecValidation.Check([Glove with { Vectors = name }])).Should().Be(ExitCode.Usage);
        ReadOutcome
            .Run(() => SpecValidation.Check([Glove with { Vectors = $"{name}.7d" }]))
            .Should()
            .Be(ExitCode.Usage);
        ReadOutcome
            .Run(() =>
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
        ReadOutcome.Run(() => toy.Decide(run)).Should().Be(ExitCode.InputMissing);
        ReadOutcome.Run(() => toy.Write()).Should().Be(ExitCode.InputMissing);
        FluentActions
            .Invoking(() => toy.Decide(run))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{run.Spec}: no run had this: {key}: *");
    }

    private void ShouldNotBeReported(string key, string name)
    {
        ToyRun.Edit(toy.Runs[Run].Spec, spec => spec[key] = name);
        ReadOutcome.Run(() => toy.Write()).Should().Be(ExitCode.InputMissing);
        FluentActions
            .Invoking(() => toy.Write())
            .Should()
            .Throw<ReproException>()
            .WithMessage("spec.json: * is not an experiment of the notebook*");
    }
}
