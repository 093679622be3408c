using Repro.Quantities;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// How much rounding can change the accepted run: the file <c>twins.verified.json</c>. A twin is a run of the accepted
/// seed in which only the rounding is disturbed. A span is the largest difference between the accepted run and any
/// twin.
/// </summary>
/// <param name="Twins">The disturbance of each twin.</param>
/// <param name="FirstEpoch">Span of the loss of every step of the first epoch.</param>
/// <param name="EpochStarts">Of the first step of every epoch that all of them trained.</param>
/// <param name="Values">Of metrics, curve and attributions by path; what a twin lacks is left out.</param>
/// <param name="Probabilities">Of every test review (<see cref="FloatText"/>).</param>
public sealed record RoundingSpan(
    EquatableList<string> Twins,
    EquatableList<double> FirstEpoch,
    EquatableList<double> EpochStarts,
    SortedDictionary<string, double> Values,
    string Probabilities
)
{
    /// <summary>Minimum number of twins; fewer do not predict the next one well enough.</summary>
    public const int EnoughTwins = 8;

    // Up, so that each twin is within.
    private const int KeptBits = 8;

    /// <param name="accepted">The run that is accepted.</param>
    /// <param name="twins">Its twins by name.</param>
    public static RoundingSpan Measure(ExactRecord accepted, IReadOnlyList<(string Name, ExactRecord Record)> twins)
    {
        var records = twins.Select(t => t.Record).ToList();
        var probabilities = FloatText.Read(accepted.Probabilities);
        var others = records.Select(r => FloatText.Read(r.Probabilities)).ToList();
        return new RoundingSpan(
            [.. twins.Select(t => t.Name)],
            Of(accepted.FirstEpoch, [.. records.Select(r => r.FirstEpoch)]),
            Of(accepted.EpochStarts, [.. records.Select(r => r.EpochStarts)]),
            new SortedDictionary<string, double>(
                accepted
                    .Values.Where(v => records.TrueForAll(r => r.Values.ContainsKey(v.Key)))
                    .ToDictionary(v => v.Key, v => RoundUp(records.Max(r => Math.Abs(r.Values[v.Key] - v.Value)))),
                QuantityOrder.Instance
            ),
            FloatText.Of([
                .. probabilities.Select(
                    (p, i) => (float)RoundUp(others.Max(o => i < o.Count ? Math.Abs((double)o[i] - p) : 1))
                ),
            ])
        );
    }

    private static EquatableList<double> Of(EquatableList<double> accepted, List<EquatableList<double>> twins) =>
        [
            .. accepted
                .Take(twins.Min(t => t.Count))
                .Select((value, i) => RoundUp(twins.Max(t => Math.Abs(t[i] - value)))),
        ];

    private static double RoundUp(double span)
    {
        if (span == 0)
            return 0;
        var unit = Math.ScaleB(1, Math.ILogB(span) - KeptBits);
        return Math.Ceiling(span / unit) * unit;
    }
}
