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
/// <param name="gates">Of the profile.</param>
internal sealed class Judge(string profile, string experiment, Tolerances tolerances, SeedRuns seeds, GateList gates)
{
    private readonly SeedJudge seedJudge = new(experiment, gates);

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
        return ByTolerance(tolerance, path, wanted, seeds.Values(path, value));
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
            ? ByTolerance(tolerance, path, expected, new SeedValues([], [Rounding.Of(path, found)], [], []))
            : Blocking(path, expected, found, Verdict.NotComparable, "tolerances.json states no tolerance for it");

    /// <summary>One number by the interval of the accepted ones, where they are enough.</summary>
    public QuantityComparison BySeedInterval(string path, SeedValues values) =>
        tolerances.Find(profile, experiment, path) is { } tolerance
            ? ByTolerance(tolerance, path, 0, values)
            : Blocking(
                path,
                null,
                values.Found[0],
                Verdict.NotComparable,
                "tolerances.json states no tolerance for it"
            );

    public QuantityComparison Blocking(string path, double? expected, double? found, Verdict verdict, string because) =>
        new(experiment, path, expected, found, null, Blocking: true, verdict, because);

    /// <summary>Why a gate of the experiment blocks nothing; null where it does, or is none.</summary>
    public string? CannotJudge(string path) => gates.Find(experiment, path)?.CannotJudge;

    private QuantityComparison ByTolerance(Tolerance tolerance, string path, double expected, SeedValues values) =>
        values.Accepted.Count < Spread.EnoughSeeds
            ? BySingleRun(tolerance, path, expected, values)
            : seedJudge.Judge(tolerance, path, values);

    private QuantityComparison BySingleRun(Tolerance tolerance, string path, double expected, SeedValues values)
    {
        var (found, limit) = (values.Found.Average(), tolerance.Limit(expected));
        var tooWide = tolerance.Blocking && Quantity.Of(path).IsF1 && limit > Tolerances.LargestBlockingF1;
        var because =
            values.Accepted.Count == 0
                ? tolerance.Because
                : $"{SeedJudge.AcceptedSeeds(values.Accepted.Count)}, too few of {Spread.EnoughSeeds} for an interval: "
                    + $"the stated tolerance. {tolerance.Because}";
        if (tooWide)
            because += FormattableString.Invariant($"; shown, not blocking: wider than {Tolerances.LargestBlockingF1}");
        return new QuantityComparison(
            experiment,
            path,
            expected,
            found,
            limit,
            tolerance.Blocking && !tooWide,
            VerdictRule.Classify(found - expected, limit, tolerance.Better),
            because
        )
        {
            CannotJudge = values.Accepted.Count == 0 || tolerance.Blocking ? null : CannotJudge(path),
        };
    }

    private static double? Value(SortedDictionary<string, double> values, string path) =>
        values.TryGetValue(path, out var value) ? value : null;
}
