namespace Repro.Verdicts.Diff.Predictions;

/// <summary>What changed between two sides' predictions of the same test reviews.</summary>
/// <param name="Labels">The words of label 0 and label 1, as the first side numbers them.</param>
/// <param name="Reviews">How many were tested.</param>
/// <param name="Moved">How many of them have another probability, be it in the last bit.</param>
/// <param name="OneToZero">How many were of class 1 and are of class 0.</param>
/// <param name="ZeroToOne">The other way.</param>
/// <param name="Right">Whether one side is right more often.</param>
/// <param name="MeanMove">Mean |move| of the probability.</param>
/// <param name="Largest">The <see cref="MostMoves"/> reviews whose probability moved most, the farthest first.</param>
/// <param name="ByLabel">Label 0, label 1.</param>
/// <param name="ByLength">From the shortest reviews to the longest; empty where their texts are not at hand.</param>
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

    /// <param name="paired">One review at least.</param>
    /// <param name="texts">Null where they are not at hand.</param>
    internal static PredictionDifference Of(PairedReviews paired, ReviewTexts? texts)
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
/// <param name="Beginning">Its first words; null where they are not at hand.</param>
public sealed record ReviewMove(string Id, string Label, float From, float To, string? Beginning);
