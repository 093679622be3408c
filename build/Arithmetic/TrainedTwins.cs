using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace ReproBuild.Arithmetic;

/// <summary>A run and its complete twins.</summary>
/// <param name="Name"><c>rnn.as-written</c>.</param>
/// <param name="Run">The run, without rounding.</param>
/// <param name="Twins">Twins in the order in which they were trained.</param>
public sealed record TrainedTwins(string Name, ExactRecord Run, IReadOnlyList<TrainedTwin> Twins)
{
    /// <param name="run">Folder of a complete run.</param>
    /// <param name="twins">Candidate folders by name.</param>
    public static TrainedTwins Read(RunFolder run, IReadOnlyList<(string Name, RunFolder Folder)> twins)
    {
        var of = RunResult.Read(run);
        return new TrainedTwins(
            of.Spec.Name(),
            ExactRecord.Collect(of)!,
            [
                .. twins
                    .Where(t => File.Exists(t.Folder.Complete))
                    .Select(t => (t.Name, Result: RunResult.Read(t.Folder)))
                    .Select(t => new TrainedTwin(
                        t.Name,
                        ExactRecord.Collect(t.Result)!,
                        t.Result.Manifest.Arithmetic == of.Manifest.Arithmetic
                    )),
            ]
        );
    }

    /// <summary>Whether any bit of the twin differs from the run.</summary>
    public bool Moved(TrainedTwin twin) => ExactDifference.Compare(Run, twin.Record).Differing > 0;

    /// <summary>
    /// Twins with the run's arithmetic digest but different bits: the digest misses what changed them, so no lane may
    /// rely on it.
    /// </summary>
    public IEnumerable<string> Unseen =>
        Twins.Where(t => t.IsSameArithmetic && Moved(t)).Select(t => $"{Name} under {t.Name}");
}

/// <param name="Name">Name of the disturbance.</param>
/// <param name="Record">The twin, without rounding.</param>
/// <param name="IsSameArithmetic">Whether it has the run's arithmetic digest.</param>
public sealed record TrainedTwin(string Name, ExactRecord Record, bool IsSameArithmetic);
