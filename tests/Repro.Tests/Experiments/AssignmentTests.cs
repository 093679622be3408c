using Repro.Experiments;
using Repro.Files;
using Repro.Testing;
using Repro.Verdicts.Baselines;

namespace Repro.Tests.Experiments;

public class AssignmentTests
{
    [Fact]
    public void The_notebook_has_three_models_under_two_protocols() =>
        ImdbNotebook
            .Assignment.Experiments.Should()
            .Equal(
                "rnn.as-written",
                "rnn.corrected",
                "cnn.as-written",
                "cnn.corrected",
                "cnn-glove.as-written",
                "cnn-glove.corrected"
            );

    /// <summary>
    /// What makes a run comparable with its baseline: a new property of an experiment must not enter the old ones'
    /// hashes.
    /// </summary>
    [Fact]
    public void Its_experiments_still_have_the_hashes_that_were_accepted()
    {
        var accepted = Directory
            .EnumerateFiles(Repository.Baselines, "provenance.json", SearchOption.AllDirectories)
            .Select(file =>
                (
                    Path.GetRelativePath(Repository.Baselines, file).Split(Path.DirectorySeparatorChar),
                    SafeFile.ReadJson<Provenance>(file)
                )
            )
            .ToList();
        accepted.Should().HaveCountGreaterThan(12);
        foreach (var (path, provenance) in accepted)
            Hashes(path[0], path[1], path[2], provenance.Seed)
                .Should()
                .Contain(provenance.SpecHash, string.Join('/', path));
    }

    [Fact]
    public void An_experiment_whose_settings_were_changed_is_known_from_one_left_alone()
    {
        var spec = ImdbNotebook.Assignment.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected, seed: 7);
        ImdbNotebook
            .Assignment.Unchanged(spec with { Training = spec.Training with { MaxEpochs = 1 } })
            .Should()
            .Be(spec);
    }

    // Of the vectors that a baseline may have started from.
    private static IEnumerable<string> Hashes(string profile, string device, string experiment, long seed)
    {
        var name = new ModelName(experiment.Split('.')[0]);
        Words.TryParse<ProtocolKind>(experiment.Split('.')[1], out var protocol).Should().BeTrue();
        return ((string?[])[null, "glove.6B.100d"]).Select(vectors =>
            ImdbNotebook.Assignment.Spec(profile, name, protocol, vectors, seed, device).Hash()
        );
    }
}
