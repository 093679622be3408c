using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// How far from the accepted run each number may be if nothing but rounding moved it: <see cref="Factor"/> times what
/// the twins span, and at least what a few roundings of the number itself move. Along a training the span never
/// shrinks, since differences grow; numbers that stand side by side, as words and reviews do, have at least the median
/// of their kind. A number is not judged where that is as far as another seed moves it.
/// </summary>
internal sealed class RoundingLimits
{
    /// <summary>
    /// One more run is beyond the largest of eight such differences in one case of nine, and a run has thousands of
    /// numbers: <c>RoundingLimitsTests</c> simulates that at this factor some number of an honest run is beyond its
    /// limit in less than one run of a hundred, heavy tails included.
    /// </summary>
    public const double Factor = 10;

    // Of a float32: a mean of many losses, each rounded a few times.
    private const double FewRoundings = 4.0 / (1 << 23);

    // Below that share of a sentence a word has no sign, so that its importance says nothing.
    private const double ImportanceOfSeeds = Signs.Weakest;

    // Counts that rounding leaves alone, unless it ends a training elsewhere, which the curve says.
    private static readonly string[] Counts =
    [
        QuantityNames.VocabularySize,
        QuantityNames.VectorsFound,
        QuantityNames.TrainedEpochs,
        QuantityNames.PrintedEpochs,
        QuantityNames.BestEpoch,
        QuantityNames.TestBatches,
        QuantityNames.BatchesWithoutPositives,
        QuantityNames.BatchesWithoutNegatives,
        QuantityNames.F1BatchMeanCeiling,
    ];

    private static readonly string[] Losses =
    [
        QuantityNames.BestValidationLoss,
        QuantityNames.LastValidationLoss,
        QuantityNames.LastTrainLoss,
        QuantityNames.TestLoss,
    ];

    private readonly RoundingSpan span;
    private readonly IReadOnlyList<float> probabilities;
    private readonly Dictionary<string, double> least; // By kind.
    private readonly Dictionary<string, double> seeds; // Standard deviations by path.
    private readonly Dictionary<string, double> soFar = new(StringComparer.Ordinal); // By kind, along the training.
    private readonly double classWeight;

    /// <param name="span">What the twins span.</param>
    /// <param name="accepted">The run that they are twins of.</param>
    /// <param name="runs">The accepted seeds, by which it is known how far another seed moves a number.</param>
    public RoundingLimits(RoundingSpan span, ExactRecord accepted, IReadOnlyList<BaselineRun> runs)
    {
        this.span = span;
        probabilities = FloatText.Read(span.Probabilities);
        least = span
            .Values.Where(v => Quantity.Of(v.Key).Group == QuantityGroup.Attribution)
            .GroupBy(v => Quantity.Of(v.Key).Name, v => v.Value, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => Median(kind), StringComparer.Ordinal);
        least["test.probability"] = Median(probabilities.Select(p => (double)p));
        seeds = runs.Count < Spread.EnoughSeeds ? [] : SpreadsOf(runs);
        // One review is one of n: it weighs at most 4/n in an F1 of a half of them, and decides at most one batch.
        classWeight = Math.Max(
            4.0 / Math.Max(1, probabilities.Count),
            1 / accepted.Values.GetValueOrDefault(QuantityNames.TestBatches, 1)
        );
    }

    /// <summary>The largest difference of rounding; null where the number cannot be judged by it.</summary>
    /// <param name="path">See <see cref="ExactItem.Path"/>. Those of one training are asked for in their order.</param>
    /// <param name="value">The accepted run's.</param>
    /// <param name="flipped">Test reviews that are of another class now.</param>
    public double? Of(string path, double value, int flipped)
    {
        var quantity = Quantity.Of(path);
        if (SpanOf(quantity) is not { } own)
            return null; // A twin lacks it.
        var limit = Math.Max(Factor * own, Least(quantity, value, flipped));
        return SeedsOf(quantity) is { } sd && limit >= sd ? null : limit;
    }

    private double? SpanOf(Quantity quantity)
    {
        double? own = span.Values.TryGetValue(quantity.Text, out var value) ? value : null;
        return quantity switch
        {
            { Group: QuantityGroup.Step, Epoch: 1, Position: { } step } => Growing(
                quantity.Name,
                At(span.FirstEpoch, step)
            ),
            { Group: QuantityGroup.Step, Epoch: { } epoch } => Growing(quantity.Name, At(span.EpochStarts, epoch)),
            { Group: QuantityGroup.Prediction, Position: { } review } => AtLeast(
                quantity.Name,
                At(probabilities, review)
            ),
            { Group: QuantityGroup.Curve } => Growing(quantity.Name, own),
            { Group: QuantityGroup.Attribution } => AtLeast(quantity.Name, own),
            _ => own,
        };
    }

    // Of a positive and a negative review each, that change places: of n²/4 where half of n are positive.
    private double TwoPairs => 8 / Math.Pow(Math.Max(1, probabilities.Count), 2);

    private double Least(Quantity quantity, double value, int flipped) =>
        Counts.Contains(quantity.Text, StringComparer.Ordinal) ? 0
        : quantity.Text == QuantityNames.RocAuc ? TwoPairs
        : quantity.Group == QuantityGroup.Metric && !Losses.Contains(quantity.Text, StringComparer.Ordinal)
            ? flipped * classWeight
        : FewRoundings * Math.Abs(value);

    // The steps of an epoch have no spread of their own: the mean of their epoch has, and scatters less.
    private double? SeedsOf(Quantity quantity) =>
        quantity switch
        {
            { Group: QuantityGroup.Step, Epoch: { } epoch } => Sd(QuantityPath.TrainLoss(epoch)),
            { Group: QuantityGroup.Prediction } => MedianOfSentences,
            { Group: QuantityGroup.Attribution, Name: "importance" } => ImportanceOfSeeds,
            { Group: QuantityGroup.Attribution, Name: "delta" } => null, // The error of a quadrature, which no seed changes.
            _ => Sd(quantity.Text),
        };

    private double? MedianOfSentences =>
        seeds.Where(s => QuantityPath.Matches(QuantityPath.ProbabilityPattern, s.Key)).Select(s => s.Value).ToList()
            is { Count: > 0 } of
            ? Median(of)
            : null;

    private double? Sd(string path) => seeds.TryGetValue(path, out var sd) && sd > 0 ? sd : null;

    private double? Growing(string kind, double? own) =>
        own is { } value ? soFar[kind] = Math.Max(value, soFar.GetValueOrDefault(kind)) : null;

    private double? AtLeast(string kind, double? own) =>
        own is { } value ? Math.Max(value, least.GetValueOrDefault(kind)) : null;

    private static double? At<T>(IReadOnlyList<T> spans, int position)
        where T : struct, IConvertible => position <= spans.Count ? spans[position - 1].ToDouble(null) : null;

    private static Dictionary<string, double> SpreadsOf(IReadOnlyList<BaselineRun> runs) =>
        runs[0]
            .Values.Keys.Where(path => runs.All(r => r.Values.ContainsKey(path)))
            .ToDictionary(
                path => path,
                path => Spread.Of([.. runs.Select(r => r.Values[path])]).Sd,
                StringComparer.Ordinal
            );

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;
}
