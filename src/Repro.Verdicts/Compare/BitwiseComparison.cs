using System.Globalization;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// The first lane: a run of the baseline's own settings, inputs, seed and arithmetic, which must be bitwise equal to
/// it. It finds differences that no tolerance can, and reports the first one.
/// </summary>
internal static class BitwiseComparison
{
    /// <summary>One comparison, of how many numbers differ, where one can be made or was asked for.</summary>
    /// <param name="runs">The runs at hand; the one of the baseline's seed counts.</param>
    /// <param name="baseline">Null without one.</param>
    /// <param name="asked">Whether it blocks if no bitwise comparison is possible.</param>
    public static IEnumerable<QuantityComparison> Compare(IReadOnlyList<RunResult> runs, Baseline? baseline, bool asked)
    {
        if (baseline is null || runs.Any(r => !r.Complete))
            return []; // Said elsewhere, and blocking.
        var run = runs.FirstOrDefault(r => r.Spec.Seed == baseline.Provenance.Seed);
        if (Obstacle(run, baseline) is { } obstacle)
            return asked ? [Of(runs[0], null, Verdict.NotComparable, $"bit for bit: {obstacle}")] : [];
        return [Difference(run!, ExactDifference.Compare(baseline.Exact!, ExactRecord.Collect(run!)!))];
    }

    /// <summary>Why the two need not be bitwise equal, or cannot be compared; null if they must be equal.</summary>
    public static string? Obstacle(RunResult? run, Baseline baseline)
    {
        var provenance = baseline.Provenance;
        if (run is null)
            return FormattableString.Invariant($"no run has the baseline's seed {provenance.Seed}");
        if (Comparison.InputsDiffer(run, provenance) is { } difference)
            return difference;
        if (baseline.Exact is null || provenance.Arithmetic is null)
            return "the baseline has no record of its bits or of its arithmetic: it is older than that, or its device "
                + "promises no bits; accept it anew";
        if (run.History?.Steps is null || run.Manifest.Arithmetic is null)
            return "the run has no record of its steps or of its arithmetic: it is older than that, or its device "
                + "promises "
                + "no bits; train it anew";
        return run.Manifest.Arithmetic == provenance.Arithmetic
            ? null
            : "the arithmetic is not the baseline's: "
                + $"{DigestText.Shortened(run.Manifest.Arithmetic)} instead of "
                + $"{DigestText.Shortened(provenance.Arithmetic)}"
                + Names(provenance.Environment, run.Manifest.Environment);
    }

    // For information only; they do not affect the verdict.
    private static string Names(EnvironmentFingerprint expected, EnvironmentFingerprint found)
    {
        (string Name, string? Expected, string? Found)[] parts =
        [
            ("cpu", expected.Cpu, found.Cpu),
            ("isa", expected.Isa, found.Isa),
            ("threads", Text(expected.Threads), Text(found.Threads)),
            ("libtorch", expected.Libtorch, found.Libtorch),
            ("os", expected.Os, found.Os),
            ("device", expected.Device, found.Device),
        ];
        var named = parts
            .Where(p => p.Expected != p.Found)
            .Select(p => $"{p.Name} {p.Found} instead of {p.Expected}")
            .ToList();
        return named.Count > 0 ? $" ({string.Join(", ", named)})" : "";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static QuantityComparison Difference(RunResult run, ExactDifference difference) =>
        difference.First is { } first
            ? Of(run, difference.Differing, Verdict.Changed, first)
            : Of(
                run,
                0,
                Verdict.Within,
                FormattableString.Invariant($"all {difference.Numbers} numbers are the baseline's, bit for bit")
            );

    private static QuantityComparison Of(RunResult run, int? differing, Verdict verdict, string because) =>
        new(
            run.Spec.Name(),
            QuantityPath.ExactDiffering,
            differing is null ? null : 0,
            differing,
            differing is null ? null : 0,
            Blocking: true,
            verdict,
            because
        );
}
