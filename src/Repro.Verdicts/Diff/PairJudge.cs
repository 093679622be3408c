using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>
/// Compares one side with the other by the tolerances of the second side's experiment. A run and its own baseline are
/// compared as by the target Compare. Any other two sides are compared as if the first had just been accepted; their
/// settings may differ. Every quantity blocks, because the user asked for all differences.
/// </summary>
internal static class PairJudge
{
    public static IReadOnlyList<QuantityComparison> Judge(Side from, Side to, Tolerances tolerances)
    {
        var gates = new GateList(
            tolerances,
            to.Spec.Profile,
            tolerances.AcceptedSeeds(to.Spec.Profile, to.Spec.Device),
            1
        );
        var judge = new Judge(to.Spec.Profile, to.Experiment, tolerances, SeedRuns.None, gates);
        var faults = new[] { from.Fault, to.Fault }.OfType<(Verdict Verdict, string Because)>().ToList();
        if (faults.Count > 0)
            return [.. faults.Select(f => judge.Blocking("run", null, null, f.Verdict, f.Because))];
        if (from.Baseline is not null && from.Experiment == to.Experiment)
            return [.. Comparison.Compare(to.Run!, from.Baseline, tolerances).Select(c => c with { Blocking = true })];
        if (Incomparable(from, to) is { } because)
            return [judge.Blocking("run", null, null, Verdict.NotComparable, because)];

        var expected = from.Numbers.Rounded();
        BaselineRun[] behind = [new(from.Seed, [], Signs.Of(expected.Attributions))];
        return
        [
            .. NumberComparison
                .Compare(expected, to.Numbers, [], [], IsSameRun(from, to), behind, judge)
                .Select(c => Blocking(c, from, to)),
        ];
    }

    /// <summary>Whether the two must be bitwise equal.</summary>
    public static bool IsSameRun(Side from, Side to) =>
        from.Seed == to.Seed && Comparison.IsSameArithmetic(from.Arithmetic, to.Arithmetic) && from.HasSettingsOf(to);

    private static string? Incomparable(Side from, Side to)
    {
        var isBaseline = from.Baseline is not null || to.Baseline is not null;
        if (from.Spec.Model != to.Spec.Model)
            return $"{from.Experiment} and {to.Experiment} are different models";
        if (from.Spec.Profile != to.Spec.Profile)
            return $"profiles {from.Spec.Profile} and {to.Spec.Profile} are of different reviews";
        if (from.CorpusDigest != to.CorpusDigest)
            return $"{from.Name.Label} and {to.Name.Label} have different reviews";
        if (from.Seed == to.Seed && from.VectorsDigest != to.VectorsDigest)
            return $"{from.Name.Label} and {to.Name.Label} start from different word vectors";
        if (!isBaseline && from.Spec.Vectors != to.Spec.Vectors)
            return $"{from.Name.Label} and {to.Name.Label} start from {from.Spec.Vectors ?? "no vectors"} and "
                + $"{to.Spec.Vectors ?? "none"}";
        return isBaseline && from.Experiment == to.Experiment && !from.HasSettingsOf(to)
            ? "the experiment's settings are not the baseline's"
            : null;
    }

    private static QuantityComparison Blocking(QuantityComparison comparison, Side from, Side to) =>
        comparison with
        {
            Blocking = true,
            Verdict = comparison.Verdict == Verdict.NoBaseline ? Verdict.NotMeasured : comparison.Verdict,
            Because = comparison.Verdict switch
            {
                Verdict.NoBaseline => $"{from.Name.Label} does not have it",
                Verdict.NotMeasured => $"{to.Name.Label} does not have it, or it is not a number",
                _ when QuantityPath.Matches(QuantityPath.SignPattern, comparison.Quantity) =>
                    "not the same seed, arithmetic and settings: sign only, of the words that have one in "
                        + $"{from.Name.Label}",
                _ => comparison.Because,
            },
        };
}
