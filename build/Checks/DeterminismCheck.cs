using System.Globalization;
using Repro.Verdicts.Compare;

namespace ReproBuild.Checks;

/// <summary>
/// Checks whether the same seed gives the same bits twice. If so, a run that differs was affected by a change.
/// </summary>
internal static class DeterminismCheck
{
    private const string Subject = "same seed twice";

    /// <param name="experiments">Experiments that were trained and attributed twice.</param>
    public static Check Of(IReadOnlyList<(string Experiment, ExactDifference Difference)> experiments)
    {
        var unequal = experiments.Where(e => e.Difference.Differing > 0).ToList();
        if (unequal.Count == 0)
            return Check.Ok(
                Subject,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"all {experiments.Sum(e => e.Difference.Numbers):N0} numbers of {experiments.Count} "
                        + $"experiments are equal, bit for bit"
                )
            );
        var (experiment, difference) = unequal[0];
        return Check.Problem(
            Subject,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", unequal.Select(e => e.Experiment))}: {difference.Differing} of "
                    + $"{difference.Numbers} numbers of {experiment} differ; {difference.First}"
            ),
            "Nothing changed between the two: do not trust differences of single runs on this machine. Faulty "
                + "memory, or "
                + "a kernel whose order of additions depends on thread timing, can cause this; try another machine, or "
                + "another libtorch with REPRO_LIBTORCH."
        );
    }
}
