using Repro.Quantities;
using Repro.Runs;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>Metrics, curve and attributions of a run against those of another, number by number.</summary>
internal static class NumberComparison
{
    /// <summary>Every number that can be judged.</summary>
    /// <param name="expected">Rounded as a baseline.</param>
    /// <param name="found">As measured.</param>
    /// <param name="further">Runs of other seeds that are compared together with it.</param>
    /// <param name="fresh">Runs of fresh seeds, which confirm a suspicion.</param>
    /// <param name="sameRun">Whether the two must be equal to the last bit. Else the epochs that both have are judged,
    /// and the signs that <paramref name="runs"/> agree on.</param>
    /// <param name="runs">The runs behind what is expected.</param>
    /// <param name="judge">Has the tolerances.</param>
    public static IEnumerable<QuantityComparison> Compare(
        Measurements expected,
        Measurements found,
        IReadOnlyList<RunResult> further,
        IReadOnlyList<RunResult> fresh,
        bool sameRun,
        IReadOnlyList<BaselineRun> runs,
        Judge judge
    ) =>
        [
            .. judge.All(RunValues.Metrics(expected.Metrics), RunValues.Metrics(found.Metrics)),
            .. Curve(RunValues.Curve(expected.History), RunValues.Curve(found.History), further, sameRun, judge),
            .. Attributions(expected, found, further, fresh, sameRun, runs, judge),
        ];

    private static IEnumerable<QuantityComparison> Attributions(
        Measurements expected,
        Measurements found,
        IReadOnlyList<RunResult> further,
        IReadOnlyList<RunResult> fresh,
        bool sameRun,
        IReadOnlyList<BaselineRun> runs,
        Judge judge
    )
    {
        if (expected.Attributions is null || found.Attributions is null)
            return judge.All(RunValues.Attributions(expected.Attributions), RunValues.Attributions(found.Attributions));
        var alone = sameRun && further.Count == 0;
        var (baseline, run) = (
            RunValues.Attributions(expected.Attributions),
            RunValues.Attributions(found.Attributions)
        );
        var words = alone
            ? judge.AllByStatedTolerance(baseline, run)
            : judge.All(Sentences(baseline, runs), Sentences(run, runs));
        var wanted = alone ? Signs.Strong(expected.Attributions) : Signs.Agreed(runs);
        return
        [
            .. words,
            .. new SignComparison(judge, runs).Of(
                wanted,
                [Signs.Found(found.Attributions), .. further.Select(r => Signs.Found(r.Attributions))],
                [.. fresh.Select(BaselineRun.Of)],
                alone
            ),
        ];
    }

    // What the spread of the accepted seeds can judge of other seeds: a sentence's probability and score.
    private static SortedDictionary<string, double> Sentences(
        SortedDictionary<string, double> values,
        IReadOnlyList<BaselineRun> runs
    ) =>
        new(
            values
                .Where(v =>
                    Patterns.Any(pattern => QuantityPath.Matches(pattern, v.Key))
                    && runs.Count(r => r.Values.ContainsKey(v.Key)) >= Spread.EnoughSeeds
                )
                .ToDictionary(),
            QuantityOrder.Instance
        );

    private static readonly string[] Patterns = [QuantityPath.ProbabilityPattern, QuantityPath.ScorePattern];

    // Another seed or arithmetic may stop at another epoch, which epochs.trained judges; a history that is gone is
    // never fine.
    private static IEnumerable<QuantityComparison> Curve(
        SortedDictionary<string, double> expected,
        SortedDictionary<string, double> found,
        IReadOnlyList<RunResult> further,
        bool sameRun,
        Judge judge
    )
    {
        if (expected.Count == 0 || found.Count == 0 || (sameRun && further.Count == 0))
            return judge.All(expected, found);
        List<SortedDictionary<string, double>> sides =
        [
            expected,
            found,
            .. further.Select(r => RunValues.Curve(r.History)),
        ];
        var shared = new SortedDictionary<string, double>(
            found.Where(v => sides.TrueForAll(s => s.ContainsKey(v.Key))).ToDictionary(),
            QuantityOrder.Instance
        );
        return judge.All(Only(expected, shared), shared);
    }

    private static SortedDictionary<string, double> Only(
        SortedDictionary<string, double> values,
        SortedDictionary<string, double> other
    ) => new(values.Where(v => other.ContainsKey(v.Key)).ToDictionary(), QuantityOrder.Instance);
}
