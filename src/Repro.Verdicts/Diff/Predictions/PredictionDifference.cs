namespace Repro.Verdicts.Diff.Predictions;

/// <summary>What changed between two sides' predictions of the same test reviews.</summary>
/// <param name="Labels">The words of label 0 and label 1, as the first side numbers them.</param>
/// <param name="Reviews">Number of tested reviews.</param>
/// <param name="Moved">Number whose probability changed, even only in the last bit.</param>
/// <param name="OneToZero">Number that changed from class 1 to class 0.</param>
/// <param name="ZeroToOne">Number that changed from class 0 to class 1.</param>
/// <param name="Right">Whether one side is right more often.</param>
/// <param name="MeanMove">Mean |move| of the probability.</param>
/// <param name="Largest">The <see cref="MostMoves"/> reviews whose probability moved most, the farthest first.</param>
/// <param name="ByLabel">Label 0, label 1.</param>
/// <param name="ByLength">From the shortest reviews to the longest; empty if their texts are not available.</param>
public sealed record PredictionDifference(
    EquatableList<string> Labels,
    int Reviews,
    int Moved,
    int OneToZero,
    int ZeroToOne,
    McNemar Right,
    double MeanMove,
    EquatableList<ReviewMove> Largest,
    EquatableList<ReviewGroup> ByLabel,
    EquatableList<ReviewGroup> ByLength
)
{
    public const int MostMoves = 10;

    public int Flips => OneToZero + ZeroToOne;

    /// <param name="paired">At least one review.</param>
    /// <param name="texts">Null if they are not available.</param>
    internal static PredictionDifference Compare(PairedReviews paired, ReviewTexts? texts)
    {
        var all = paired.Reviews;
        return new PredictionDifference(
            paired.Labels,
            all.Count,
            all.Count(r => r.From != r.To),
            all.Count(r => (r.FromClass, r.ToClass) == (1, 0)),
            all.Count(r => (r.FromClass, r.ToClass) == (0, 1)),
            new McNemar(
                all.Count(r => r.FromClass == r.Label && r.ToClass != r.Label),
                all.Count(r => r.FromClass != r.Label && r.ToClass == r.Label)
            ),
            all.Average(r => Math.Abs(r.Move)),
            [
                .. all.Where(r => r.From != r.To)
                    .OrderByDescending(r => Math.Abs(r.Move))
                    .ThenBy(r => r.Id, StringComparer.Ordinal)
                    .Take(MostMoves)
                    .Select(r => new ReviewMove(r.Id, paired.Labels[r.Label], r.From, r.To, texts?.Beginning(r.Id))),
            ],
            [.. ReviewGroup.ByLabel(paired)],
            texts is null ? [] : [.. ReviewGroup.ByLength(paired, texts.Length)]
        );
    }
}

/// <summary>A review whose probability moved.</summary>
/// <param name="Id">Such as <c>test/pos/0_10</c>.</param>
/// <param name="Label">Its word.</param>
/// <param name="From">Probability of the first side's label 1 on that side.</param>
/// <param name="To">Probability of the same label on the second side.</param>
/// <param name="Beginning">Its first words; null if they are not available.</param>
public sealed record ReviewMove(string Id, string Label, float From, float To, string? Beginning);
