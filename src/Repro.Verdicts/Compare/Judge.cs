using System.Globalization;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// Judges single numbers: by the interval of the accepted seeds if there are enough, else by the stated tolerance.
/// </summary>
/// <param name="profile">Whose tolerances hold.</param>
/// <param name="experiment"><c>rnn.as-written</c>.</param>
/// <param name="tolerances">From <c>baselines/tolerances.json</c>.</param>
/// <param name="seeds">What the interval is made of.</param>
internal sealed class Judge(string profile, string experiment, Tolerances tolerances, SeedRuns seeds)
{
    // Means of rounded numbers are not round; one digit more than a baseline keeps shows that.
    private const int ShownDigits = 7;

    private readonly double falseAlarm = FalseAlarms.PerQuantity(FalseAlarms.PerRun, tolerances.Gates(profile));

    /// <summary>Every path that either side has.</summary>
    public IEnumerable<QuantityComparison> All(
        SortedDictionary<string, double> expected,
        SortedDictionary<string, double> found
    ) =>
        expected
            .Keys.Union(found.Keys)
            .Order(QuantityOrder.Instance)
            .Select(path => Of(path, Value(expected, path), Value(found, path)));

    /// <summary>One number; null is missing.</summary>
    public QuantityComparison Of(string path, double? expected, double? found)
    {
        if (found is not { } value || !double.IsFinite(value))
            return Blocking(
                path,
                expected,
                null,
                Verdict.NotMeasured,
                found is null ? "the run does not have it" : "the run's value is not a number"
            );
        if (expected is not { } wanted)
            return Blocking(path, null, value, Verdict.NoBaseline, "the baseline does not have it");
        if (tolerances.Find(profile, experiment, path) is not { } tolerance)
            return Blocking(path, wanted, value, Verdict.NotComparable, "tolerances.json states no tolerance for it");
        if (seeds.Lacking(path) is { } seed)
            return Blocking(
                path,
                wanted,
                null,
                Verdict.NotMeasured,
                FormattableString.Invariant($"seed {seed} does not have it")
            );
        return ByTolerance(tolerance, path, wanted, seeds.AcceptedOf(path), seeds.FoundOf(path, value));
    }

    /// <summary>Every path that either side has, by the stated tolerances alone.</summary>
    public IEnumerable<QuantityComparison> AllByStatedTolerance(
        SortedDictionary<string, double> expected,
        SortedDictionary<string, double> found
    ) =>
        expected
            .Keys.Union(found.Keys)
            .Order(QuantityOrder.Instance)
            .Select(path => (Path: path, Expected: Value(expected, path), Found: Value(found, path)))
            .Select(v =>
                v is { Expected: { } wanted, Found: { } value } && double.IsFinite(value)
                    ? ByStatedTolerance(v.Path, wanted, value)
                    : Of(v.Path, v.Expected, v.Found)
            );

    /// <summary>One number by its stated tolerance alone.</summary>
    public QuantityComparison ByStatedTolerance(string path, double expected, double found) =>
        tolerances.Find(profile, experiment, path) is { } tolerance
            ? ByTolerance(tolerance, path, expected, [], [Rounding.Of(path, found)])
            : Blocking(path, expected, found, Verdict.NotComparable, "tolerances.json states no tolerance for it");

    /// <summary>One number by the interval of <paramref name="accepted"/>, where they are enough.</summary>
    public QuantityComparison BySeedInterval(
        string path,
        IReadOnlyList<double> accepted,
        IReadOnlyList<double> found
    ) =>
        tolerances.Find(profile, experiment, path) is { } tolerance
            ? ByTolerance(tolerance, path, 0, accepted, found)
            : Blocking(path, null, found[0], Verdict.NotComparable, "tolerances.json states no tolerance for it");

    public QuantityComparison Blocking(string path, double? expected, double? found, Verdict verdict, string because) =>
        new(experiment, path, expected, found, null, Blocking: true, verdict, because);

    private QuantityComparison ByTolerance(
        Tolerance tolerance,
        string path,
        double expected,
        IReadOnlyList<double> accepted,
        IReadOnlyList<double> found
    )
    {
        var value = found.Average();
        if (accepted.Count < Spread.EnoughSeeds)
            return Classify(
                tolerance,
                path,
                expected,
                value,
                tolerance.Limit(expected),
                accepted.Count == 0
                    ? tolerance.Because
                    : $"{Seeds(accepted.Count)}, too few of {Spread.EnoughSeeds} for an interval: the stated "
                        + $"tolerance. {tolerance.Because}"
            );
        var interval = SeedInterval.Of(accepted, found, falseAlarm);
        var floor = tolerance.Limit(interval.Mean);
        var because =
            interval.HalfWidth > floor
                ? Describe(interval)
                : $"the stated tolerance, which is wider than the interval of {Seeds(accepted.Count)}. "
                    + $"{tolerance.Because}";
        return Classify(
            tolerance,
            path,
            SignificantDigits.Round(interval.Mean, ShownDigits),
            SignificantDigits.Round(value, ShownDigits),
            Math.Max(SignificantDigits.Round(interval.HalfWidth, ShownDigits), floor),
            because
        );
    }

    private QuantityComparison Classify(
        Tolerance tolerance,
        string path,
        double expected,
        double found,
        double limit,
        string because
    )
    {
        var tooWide = Quantity.Of(path).IsF1 && limit > Tolerances.LargestBlockingF1;
        var blocks = tolerance.Blocking && !tooWide;
        if (tolerance.Blocking && tooWide)
            because += string.Create(
                CultureInfo.InvariantCulture,
                $"; shown, not blocking: wider than {Tolerances.LargestBlockingF1}"
            );
        return new QuantityComparison(
            experiment,
            path,
            expected,
            found,
            limit,
            blocks,
            VerdictOf(found - expected, limit, tolerance.Better),
            because
        );
    }

    private string Describe(SeedInterval i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"t({1 - (falseAlarm / 2):0.#####}, {i.Freedom}) · sd · √(1/{i.Accepted} + 1/{i.New}) around the "
                + $"mean of {Seeds(i.Accepted)}"
        );

    private static string Seeds(int count) => count == 1 ? "1 accepted seed" : $"{count} accepted seeds";

    private static Verdict VerdictOf(double difference, double limit, Direction better) =>
        Math.Abs(difference) <= limit + Slack(limit) ? Verdict.Within
        : better == Direction.Higher && difference > 0 || better == Direction.Lower && difference < 0
            ? Verdict.Improvement
        : Verdict.Regression;

    // Differences of rounded decimals are off by a few units in the last place of a double.
    private static double Slack(double limit) => 1e-12 * Math.Max(1, limit);

    private static double? Value(SortedDictionary<string, double> values, string path) =>
        values.TryGetValue(path, out var value) ? value : null;
}
