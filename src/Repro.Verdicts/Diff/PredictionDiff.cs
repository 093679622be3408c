using Repro.Files;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>Pairs the predictions of two comparable sides, or says why they cannot be.</summary>
internal sealed class PredictionDiff(Side from, Side to, ReviewsAtHand reviews)
{
    /// <summary>What changed; or, in its place, a verdict on the whole pair.</summary>
    /// <exception cref="ReproException">A side's predictions are damaged (exit code 3 or 6).</exception>
    public (PredictionDifference? Predictions, EquatableList<QuantityComparison> Faults) Read()
    {
        if (new[] { from, to }.FirstOrDefault(side => !side.HasPredictions) is { } lacking)
            return (null, [Fault(Verdict.NotMeasured, $"{lacking.Name.Label} has no predictions")]);
        if (Of(from, to) is not { } before || Of(to, from) is not { } after)
            return (
                null,
                [
                    Fault(
                        Verdict.NotComparable,
                        "the test of the run did not read the baseline's batches, and a baseline does not name its reviews"
                    ),
                ]
            );
        if (PairedReviews.Mismatch(before, after) is { } because)
            return (null, [Fault(Verdict.NotComparable, $"the sides {because}")]);
        var paired = PairedReviews.Of(before, after);
        return (PredictionDifference.Of(paired, Texts(paired)), []);
    }

    private static TestPredictions? Of(Side side, Side other) =>
        side.Run is not null ? Of(side.Run) : Of(side.Baseline!.Exact!, Of(other.Run!));

    private static TestPredictions Of(RunResult run) => SafeFile.ReadJson<TestPredictions>(run.Folder.Predictions);

    // A baseline has probabilities alone. Where both tests read the same batches, its reviews are the run's.
    private static TestPredictions? Of(ExactRecord baseline, TestPredictions run) =>
        run.Read is not null && run.Read == baseline.TestRead
            ? run with
            {
                Probabilities = [.. FloatText.Read(baseline.Probabilities)],
            }
            : null;

    private ReviewTexts? Texts(PairedReviews paired) =>
        new[] { to, from }
            .Select(side => reviews.Of(side.Spec, side.CorpusDigest))
            .FirstOrDefault(texts => texts is not null && paired.Reviews.All(r => texts.Has(r.Id)));

    private QuantityComparison Fault(Verdict verdict, string because) =>
        new(to.Experiment, "run", null, null, null, Blocking: true, verdict, because);
}
