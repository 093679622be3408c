using System.Globalization;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Against;

/// <summary>
/// The quantities that can block, as means over pairs of runs from the same seeds. A tolerance applies to the
/// difference of two single runs. The difference of two means of k runs has a standard deviation √k times smaller, so
/// its limit is √k times smaller too.
/// </summary>
internal static class GateDifferences
{
    /// <param name="runs">At least one pair, one per seed.</param>
    /// <param name="tolerances">Tolerances of both versions. A quantity is judged by each in which it blocks.</param>
    public static IEnumerable<QuantityComparison> Judge(
        IReadOnlyList<(RunResult Other, RunResult Here)> runs,
        IReadOnlyList<Tolerances> tolerances
    )
    {
        var spec = runs[0].Here.Spec;
        foreach (var quantity in runs[0].Other.Metrics.Keys.Union(runs[0].Here.Metrics.Keys))
        {
            List<Tolerance> blocking =
            [
                .. tolerances
                    .Select(each => each.Find(spec.Profile, spec.Name(), quantity))
                    .OfType<Tolerance>()
                    .Where(tolerance => tolerance.Blocking),
            ];
            if (blocking.Count == 0)
                continue;
            var other = runs.Average(run => run.Other.Metrics.GetValueOrDefault(quantity, double.NaN));
            var here = runs.Average(run => run.Here.Metrics.GetValueOrDefault(quantity, double.NaN));
            var strictest = blocking.MinBy(tolerance => tolerance.Limit(other))!;
            var limit = strictest.Limit(other) / Math.Sqrt(runs.Count);
            yield return new QuantityComparison(
                spec.Name(),
                quantity,
                Number(other),
                Number(here),
                Number(limit),
                Blocking: true,
                Classify(blocking, here - other, limit),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"means over {runs.Count} {(runs.Count == 1 ? "seed" : "seeds")}; the limit of two single runs / √{runs.Count}"
                )
            );
        }
    }

    // The most severe of both tolerances' verdicts; a value that is not a number fails.
    private static Verdict Classify(IReadOnlyList<Tolerance> tolerances, double change, double limit) =>
        double.IsNaN(change)
            ? Verdict.Regression
            : VerdictFiles.MostSevere([
                .. tolerances.Select(tolerance => VerdictRule.Classify(change, limit, tolerance.Better)),
            ]);

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
