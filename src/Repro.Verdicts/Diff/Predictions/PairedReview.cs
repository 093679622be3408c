namespace Repro.Verdicts.Diff.Predictions;

/// <summary>Both sides' predictions of one review, with the labels numbered as on the first side.</summary>
/// <param name="Id">Such as <c>test/pos/0_10</c>.</param>
/// <param name="Label">0 or 1.</param>
/// <param name="From">Probability of label 1 on the first side.</param>
/// <param name="To">The same on the second side.</param>
/// <param name="FromClass">0 or 1.</param>
/// <param name="ToClass">0 or 1.</param>
internal sealed record PairedReview(string Id, int Label, float From, float To, int FromClass, int ToClass)
{
    /// <summary>To − from.</summary>
    public double Move => (double)To - From;

    public bool HasFlipped => FromClass != ToClass;
}
