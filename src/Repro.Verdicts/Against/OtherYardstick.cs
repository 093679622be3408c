using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Against;

/// <summary>This version's runs, judged by the baselines and tolerances of the other version.</summary>
public static class OtherYardstick
{
    /// <param name="folders">The runs of one experiment, one a seed.</param>
    /// <param name="baselines">The other version's folder <c>baselines</c>; only read.</param>
    /// <param name="tolerances">The other version's.</param>
    /// <exception cref="ReproException">A run or a baseline is damaged (exit code 3).</exception>
    public static ExperimentVerdict Judge(IReadOnlyList<RunFolder> folders, string baselines, Tolerances tolerances)
    {
        List<RunResult> runs = [.. folders.Select(folder => RunResult.Read(folder).Checked())];
        var spec = runs[0].Spec;
        return new ExperimentVerdict(
            spec.Profile,
            spec.Name(),
            spec.Seed,
            folders[0].Root,
            Comparison.Judge(runs, fresh: [], new BaselineStore(baselines, spec).Read(), tolerances, exact: false)
        );
    }
}
