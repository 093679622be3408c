using Repro.Quantities;

namespace Repro.Runs;

/// <summary>
/// One thing changed in a finished run, to see whether it explains a printed figure. The words are those of
/// <c>claims.json</c> and of the files' names.
/// </summary>
public enum InterventionKind
{
    /// <summary>
    /// Perfect predictions in the run's own test batches: the most that anyone can get there. Measured with the test.
    /// </summary>
    PerfectClassifier,

    /// <summary>The run's predictions, their reviews drawn into batches at random. Measured with the test.</summary>
    ShuffledBatches,

    /// <summary>
    /// In the run's own test batches a classifier that errs as often on either label: what its batch mean says of its
    /// F1 over all reviews.
    /// </summary>
    EvenErrors,

    /// <summary>The run's predictions, without the test batches that hold no positive.</summary>
    BatchesWithPositives,

    /// <summary>Q2: the weights of the epoch with the lowest validation loss in place of the last one's.</summary>
    BestEpochWeights,

    /// <summary>Trained and tested on the same reviews, their files read in another order, or in several.</summary>
    FileOrder,

    /// <summary>Other seeds: other splits, initial weights and dropout. The accepted runs themselves.</summary>
    Seeds,
}

/// <summary>What an intervention came to: <c>interventions/&lt;kind&gt;.json</c> in the run folder.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Predictions">SHA-256 of the run's predictions: a result counts only beside the run that it was worked
/// out for.</param>
/// <param name="Source">What it was worked out from, in a few words.</param>
/// <param name="Values">By quantity, with the change; see <see cref="InterventionPath"/>.</param>
public sealed record InterventionResult(
    InterventionKind Kind,
    string Predictions,
    string Source,
    SortedDictionary<string, double> Values
);

/// <summary>Paths of what interventions give, among a run's other values.</summary>
public static class InterventionPath
{
    /// <summary>
    /// With <see cref="InterventionKind.EvenErrors"/>: the F1 over all reviews that the run's own mean over batches
    /// stands for.
    /// </summary>
    public const string GlobalOfOurs = QuantityNames.F1Global + ".of-ours";

    /// <summary><c>intervention.file-order.test.f1.batch-mean</c>.</summary>
    public static string Of(InterventionKind kind, string quantity) => $"intervention.{Words.Of(kind)}.{quantity}";

    /// <summary>
    /// With <see cref="InterventionKind.FileOrder"/>, which can be tried with several:
    /// <c>order-2.test.f1.batch-mean</c>.
    /// </summary>
    public static string InOrder(long order, string quantity) =>
        FormattableString.Invariant($"order-{order}.{quantity}");

    /// <summary>
    /// Whether a path is what <paramref name="quantity"/> came to with a change of that kind, whichever it was.
    /// </summary>
    public static bool IsOf(string path, InterventionKind kind, string quantity) =>
        path.StartsWith(Of(kind, ""), StringComparison.Ordinal)
        && path.EndsWith("." + quantity, StringComparison.Ordinal);
}
