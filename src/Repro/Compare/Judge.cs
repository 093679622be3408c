namespace Repro.Compare;

/// <summary>Gives single numbers their verdicts by the tolerances of one experiment.</summary>
internal sealed class Judge(string profile, string experiment, Tolerances tolerances)
{
    /// <summary>Every path that either side has.</summary>
    public IEnumerable<QuantityComparison> All(SortedDictionary<string, double> expected, SortedDictionary<string, double> found) =>
        expected.Keys.Union(found.Keys).Order(QuantityOrder.Instance).Select(path => Of(path, Value(expected, path), Value(found, path)));

    /// <summary>One number; null is missing.</summary>
    public QuantityComparison Of(string path, double? expected, double? found)
    {
        if (found is not { } value || !double.IsFinite(value)) return Blocking(path, expected, null, Verdict.NotMeasured, found is null ? "the run does not have it" : "the run's value is not a number");
        if (expected is not { } wanted) return Blocking(path, null, value, Verdict.NoBaseline, "the baseline does not have it");
        if (tolerances.Find(profile, experiment, path) is not { } tolerance) return Blocking(path, wanted, value, Verdict.NotComparable, "tolerances.json states no tolerance for it");
        value = Rounding.Of(path, value);
        var limit = tolerance.Limit(wanted);
        return new QuantityComparison(experiment, path, wanted, value, limit, tolerance.Blocking, VerdictOf(value - wanted, limit, tolerance.Better), tolerance.Because);
    }

    /// <summary>Signs (1, −1) that the baseline's runs agree on; a weak word (0) contradicts nobody. Where they agree on none, that is said, and blocks nothing.</summary>
    public IEnumerable<QuantityComparison> Agreement(SortedDictionary<string, double> agreed, SortedDictionary<string, double> found, int runs)
    {
        if (agreed.Count == 0)
            yield return new QuantityComparison(experiment, QuantityPath.AgreedSigns, 0, 0, null, Blocking: false, Verdict.Within, $"another seed or machine: sign only, and the {runs} baseline runs agree on that of no word");
        foreach (var (path, sign) in agreed)
        {
            var comparison = Of(path, sign, Value(found, path));
            if (comparison.Verdict is Verdict.NotMeasured or Verdict.NotComparable)
                yield return comparison;
            else
                yield return comparison with
                {
                    Blocking = comparison.Blocking && runs >= Spread.EnoughSeeds,
                    Verdict = comparison.Found == -sign ? Verdict.Regression : Verdict.Within,
                    Because = $"another seed or machine: sign only, on which {runs} baseline {(runs == 1 ? "run agrees" : "runs agree")}",
                };
        }
    }

    public QuantityComparison Blocking(string path, double? expected, double? found, Verdict verdict, string because) =>
        new(experiment, path, expected, found, null, Blocking: true, verdict, because);

    private static Verdict VerdictOf(double difference, double limit, Direction better) =>
        Math.Abs(difference) <= limit + Slack(limit) ? Verdict.Within
        : better == Direction.Higher && difference > 0 || better == Direction.Lower && difference < 0 ? Verdict.Improvement
        : Verdict.Regression;

    // Differences of rounded decimals are off by a few units in the last place of a double.
    private static double Slack(double limit) => 1e-12 * Math.Max(1, limit);

    private static double? Value(SortedDictionary<string, double> values, string path) => values.TryGetValue(path, out var value) ? value : null;
}
