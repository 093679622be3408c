using Repro.Files;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>Pairs the predictions of two comparable sides, or reports why they cannot be paired.</summary>
internal sealed class PredictionDiff(Side from, Side to, ReviewsAtHand reviews)
{
    /// <summary>Returns the changes, or a verdict on the whole pair.</summary>
    /// <exception cref="ReproException">A side's predictions are damaged (exit code 3 or 6).</exception>
    public (PredictionDifference? Predictions, EquatableList<QuantityComparison> Faults) Read()
    {
        if (new[] { from, to }.FirstOrDefault(side => !side.HasPredictions) is { } lacking)
            return (null, [Fault(Verdict.NotMeasured, $"{lacking.Name.Label} has no predictions")]);
        if (Read(from, to) is not { } before || Read(to, from) is not { } after)
            return (
                null,
                [
                    Fault(
                        Verdict.NotComparable,
                        "the test of the run did not read the baseline's batches, and a baseline does not name its "
                            + "reviews"
                    ),
                ]
            );
        if (PairedReviews.Mismatch(before, after) is { } because)
            return (null, [Fault(Verdict.NotComparable, $"the sides {because}")]);
        var paired = PairedReviews.Match(before, after);
        return (PredictionDifference.Compare(paired, Texts(paired)), []);
    }

    private static TestPredictions? Read(Side side, Side other) =>
        side.Run is not null ? Read(side.Run) : Read(side.Baseline!.Exact!, Read(other.Run!));

    private static TestPredictions Read(RunResult run) => SafeFile.ReadJson<TestPredictions>(run.Folder.Predictions);

    // A baseline has only probabilities. If both tests read the same batches, its reviews are the run's.
    private static TestPredictions? Read(ExactRecord baseline, TestPredictions run) =>
        run.Read is not null && run.Read == baseline.TestRead
            ? run with
            {
                Probabilities = [.. FloatText.Read(baseline.Probabilities)],
            }
            : null;

    private ReviewTexts? Texts(PairedReviews paired) =>
        new[] { to, from }
            .Select(side => reviews.Read(side.Spec, side.CorpusDigest))
            .FirstOrDefault(texts => texts is not null && paired.Reviews.All(r => texts.Has(r.Id)));

    private QuantityComparison Fault(Verdict verdict, string because) =>
        new(to.Experiment, "run", null, null, null, Blocking: true, verdict, because);
}
