using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch;

namespace Repro.Tests.Faults;

/// <summary>
/// A toy experiment that is trained and attributed in a second, in whatever folder, on whatever clock; and what it
/// leaves where nothing goes wrong.
/// </summary>
internal static class TrainedToy
{
    private static readonly Lazy<Dictionary<string, byte[]>> Undisturbed = new(() =>
    {
        using var temp = new TempFolder();
        Run(temp.Root);
        return Directory
            .EnumerateFiles(temp.Root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(temp.Root, file), File.ReadAllBytes);
    });

    /// <summary>Four epochs; its weights are more than a pipe takes, and more than fits into a few pages.</summary>
    public static ExperimentSpec Spec { get; } = Small();

    public static RunFolder Folder(string runs) => RunFolder.Of(runs, Spec, ImdbNotebook.Assignment);

    /// <param name="runs">Where.</param>
    /// <param name="clock">By default the system's.</param>
    /// <param name="interval">Between two states that are kept within an epoch; null keeps those at its end
    /// alone.</param>
    public static RunFolder Run(string runs, TimeProvider? clock = null, TimeSpan? interval = null)
    {
        var surroundings = new RunSurroundings(
            clock ?? TimeProvider.System,
            ToyTraining.Environment,
            "0123456789abcdef",
            ToyRun.Program
        )
        {
            CheckpointInterval = interval,
        };
        return new ExperimentRun(
            Spec,
            Folder(runs),
            new ExperimentInputs("toy", ToyCorpus.Prepared, null),
            surroundings
        ).EnsureAttributed();
    }

    /// <summary>Lays out what a run leaves that nothing happened to, without running it.</summary>
    public static void Lay(string runs)
    {
        foreach (var (name, bytes) in Undisturbed.Value)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(runs, name))!);
            File.WriteAllBytes(Path.Combine(runs, name), bytes);
        }
    }

    /// <summary>The run is complete, and every number is that of one that nothing happened to.</summary>
    public static void ShouldBeWhole(string runs)
    {
        var run = Folder(runs);
        SafeFile
            .ReadJson<RunCompletion>(run.Complete)
            .Files.Should()
            .HaveCount(7)
            .And.OnlyContain(file => RunMarker.IsWhole(Path.Combine(run.Root, file.Key), file.Value));
        foreach (
            var result in (string[])[run.Spec, run.History, run.Weights, run.Predictions, run.Metrics, run.Attributions]
        )
            File.ReadAllBytes(result)
                .AsSpan()
                .SequenceEqual(Undisturbed.Value[Path.GetRelativePath(runs, result)])
                .Should()
                .BeTrue("{0} does not depend on what happened", result);
    }

    /// <summary>The next run creates what is missing, with the same result as an uninterrupted run.</summary>
    public static void ShouldBeMadeBy(string runs, TimeProvider? clock = null, TimeSpan? interval = null)
    {
        Run(runs, clock, interval);
        ShouldBeWhole(runs);
    }

    private static ExperimentSpec Small()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected);
        return spec with
        {
            Rnn = spec.Rnn! with { Hidden = 64 },
            Training = spec.Training with { MaxEpochs = 4, LearningRate = 0.003 },
            Attribution = spec.Attribution with { Steps = 5 },
        };
    }
}
