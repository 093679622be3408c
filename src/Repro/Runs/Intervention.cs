using Repro.Quantities;

namespace Repro.Runs;

/// <summary>
/// One thing changed in a finished run, to see whether it explains a printed figure. The words are those of
/// <c>claims.json</c> and of the files' names.
/// </summary>
public enum InterventionKind
{
    /// <summary>Perfect predictions in the run's own test batches: an upper bound. Measured during the test.</summary>
    PerfectClassifier,

    /// <summary>The run's predictions, with reviews assigned to batches at random. Measured during the test.</summary>
    ShuffledBatches,

    /// <summary>
    /// A classifier that errs equally often on both labels, in the run's own test batches: relates its batch mean to
    /// its F1 over all reviews.
    /// </summary>
    EvenErrors,

    /// <summary>The run's predictions, without the test batches that have no positives.</summary>
    BatchesWithPositives,

    /// <summary>Q2: the weights of the epoch with the lowest validation loss instead of the last one's.</summary>
    BestEpochWeights,

    /// <summary>Trained and tested on the same reviews, with the files read in one or more other orders.</summary>
    FileOrder,

    /// <summary>Other seeds: other splits, initial weights and dropout. Uses the accepted runs.</summary>
    Seeds,
}

/// <summary>The result of an intervention: <c>interventions/&lt;kind&gt;.json</c> in the run folder.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Predictions">SHA-256 of the run's predictions: a result is valid only for the run it was computed
/// from.</param>
/// <param name="Source">What it was computed from, in a few words.</param>
/// <param name="Values">Values after the change, by quantity; see <see cref="InterventionPath"/>.</param>
public sealed record InterventionResult(
    InterventionKind Kind,
    string Predictions,
    string Source,
    SortedDictionary<string, double> Values
);

/// <summary>Paths of intervention results among a run's values.</summary>
public static class InterventionPath
{
    /// <summary>
    /// With <see cref="InterventionKind.EvenErrors"/>: the F1 over all reviews that corresponds to the run's own batch
    /// mean.
    /// </summary>
    public const string GlobalOfOurs = QuantityNames.F1Global + ".of-ours";

    /// <summary><c>intervention.file-order.test.f1.batch-mean</c>.</summary>
    public static string Of(InterventionKind kind, string quantity) => $"intervention.{Words.Of(kind)}.{quantity}";

    /// <summary>
    /// For <see cref="InterventionKind.FileOrder"/>, which can use several orders: <c>order-2.test.f1.batch-mean</c>.
    /// </summary>
    public static string InOrder(long order, string quantity) =>
        FormattableString.Invariant($"order-{order}.{quantity}");

    /// <summary>
    /// Whether a path is the value of <paramref name="quantity"/> after any intervention of that kind.
    /// </summary>
    public static bool IsOf(string path, InterventionKind kind, string quantity) =>
        path.StartsWith(Of(kind, ""), StringComparison.Ordinal)
        && path.EndsWith("." + quantity, StringComparison.Ordinal);
}
