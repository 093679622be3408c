using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace ReproBuild.Arithmetic;

/// <summary>A run, and those of its twins that are whole.</summary>
/// <param name="Name"><c>rnn.as-written</c>.</param>
/// <param name="Run">To the last bit.</param>
/// <param name="Twins">In the order in which they were trained.</param>
public sealed record TrainedTwins(string Name, ExactRecord Run, IReadOnlyList<TrainedTwin> Twins)
{
    /// <param name="run">Complete.</param>
    /// <param name="twins">Where each may be, by name.</param>
    public static TrainedTwins Read(RunFolder run, IReadOnlyList<(string Name, RunFolder Folder)> twins)
    {
        var of = RunResult.Read(run);
        return new TrainedTwins(
            of.Spec.Name(),
            ExactRecord.Of(of)!,
            [
                .. twins
                    .Where(t => File.Exists(t.Folder.Complete))
                    .Select(t => (t.Name, Result: RunResult.Read(t.Folder)))
                    .Select(t => new TrainedTwin(
                        t.Name,
                        ExactRecord.Of(t.Result)!,
                        t.Result.Manifest.Arithmetic == of.Manifest.Arithmetic
                    )),
            ]
        );
    }

    /// <summary>Whether a bit of the twin is another than the run's.</summary>
    public bool Moved(TrainedTwin twin) => ExactDifference.Of(Run, twin.Record).Differing > 0;

    /// <summary>
    /// Twins whose arithmetic has the digest of the run's own and whose bits are others: the digest does not see what
    /// moved them, and no lane may rely on it.
    /// </summary>
    public IEnumerable<string> Unseen =>
        Twins.Where(t => t.IsSameArithmetic && Moved(t)).Select(t => $"{Name} under {t.Name}");
}

/// <param name="Name">What disturbed it.</param>
/// <param name="Record">To the last bit.</param>
/// <param name="IsSameArithmetic">Whether its digest of the arithmetic is the run's.</param>
public sealed record TrainedTwin(string Name, ExactRecord Record, bool IsSameArithmetic);
