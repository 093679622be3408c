using Repro.Experiments;
using Repro.Runs;

namespace Repro.Tests.Runs;

/// <summary>Two experiments that differ in anything have two folders; what is the profile's has a plain name.</summary>
public sealed class RunFolderTests
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(
        Profiles.Imdb,
        ModelKind.CnnGlove,
        ProtocolKind.AsWritten
    );

    private static readonly IReadOnlyList<ExperimentSpec> Changed =
    [
        Spec with
        {
            Seed = 7,
        },
        Spec with
        {
            Device = "cuda",
        },
        Profiles.Spec(Profiles.Imdb, ModelKind.CnnGlove, ProtocolKind.AsWritten, "glove.6B.100d"),
        Profiles.Spec(Profiles.Imdb, ModelKind.CnnGlove, ProtocolKind.Corrected),
        Profiles.Spec(Profiles.ImdbMini, ModelKind.CnnGlove, ProtocolKind.AsWritten),
        Spec with
        {
            Corpus = Spec.Corpus with { FileOrder = 1 },
        },
        Spec with
        {
            Corpus = Spec.Corpus with { FileOrder = 2 },
        },
        Spec with
        {
            Cnn = Spec.Cnn! with { Widths = [3, 3] },
        },
        Spec with
        {
            Training = Spec.Training with { Patience = 4 },
        },
        Spec with
        {
            Attribution = Spec.Attribution with { Steps = 9 },
        },
        Spec with
        {
            Attribution = Spec.Attribution with { ReferenceLength = ReferenceLength.Sentence },
        },
        Spec with
        {
            Attribution = Spec.Attribution with { Sentences = [new("Not bad")] },
        },
    ];

    public static TheoryData<ExperimentSpec> Others => [.. Changed];

    [Fact]
    public void The_profiles_own_settings_have_a_plain_name() =>
        Of(Spec).Should().Be(Path.Combine("runs", "imdb", "cnn-glove.as-written", "seed-1234"));

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_difference_gives_a_folder_of_its_own(ExperimentSpec other) => Of(other).Should().NotBe(Of(Spec));

    [Fact]
    public void All_of_them_are_told_apart() => Changed.Select(Of).Should().OnlyHaveUniqueItems();

    [Fact]
    public void The_same_change_has_the_same_hash_regardless_of_the_seed_and_the_protocol()
    {
        string Hash(ProtocolKind protocol, long seed)
        {
            var spec = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, protocol, seed: seed);
            var changed = spec with { Rnn = spec.Rnn! with { Hidden = 64 } };
            return Path.GetFileName(Path.GetDirectoryName(Of(changed)))![spec.Name().Length..];
        }

        Hash(ProtocolKind.AsWritten, 1)
            .Should()
            .MatchRegex(@"^\.[0-9a-f]{8}$")
            .And.Be(Hash(ProtocolKind.AsWritten, 2))
            .And.Be(Hash(ProtocolKind.Corrected, 1));
    }

    [Fact]
    public void The_other_protocols_run_lies_beside_it_with_the_same_change()
    {
        var spec = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten);
        var changed = spec with { Rnn = spec.Rnn! with { Hidden = 64 } };
        var corrected = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.Corrected);
        var folder = RunFolder.Of("runs", changed, ImdbNotebook.Assignment);
        folder
            .Under(changed, ProtocolKind.Corrected)
            .Root.Should()
            .Be(Path.GetFullPath(Of(corrected with { Rnn = changed.Rnn })));
    }

    [Fact]
    public void An_experiment_of_no_profile_is_refused() =>
        FluentActions
            .Invoking(() => Of(Spec with { Profile = "own" }))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);

    private static string Of(ExperimentSpec spec) => RunFolder.Of("runs", spec, ImdbNotebook.Assignment).Root;
}
