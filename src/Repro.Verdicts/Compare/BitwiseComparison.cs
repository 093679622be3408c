using System.Globalization;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// A run at the baseline's own seed and fingerprint, bit for bit. It finds what the tolerances let pass, and says where
/// it begins; it decides nothing unless asked to, since another order of additions is not a worse model.
/// </summary>
internal static class BitwiseComparison
{
    /// <summary>One comparison, of how many numbers differ, where one can be made or was asked for.</summary>
    /// <param name="runs">The runs at hand; the one of the baseline's seed counts.</param>
    /// <param name="baseline">Null without one.</param>
    /// <param name="asked">Whether a difference blocks, and whether not being able to compare does.</param>
    public static IEnumerable<QuantityComparison> Compare(IReadOnlyList<RunResult> runs, Baseline? baseline, bool asked)
    {
        if (baseline is null || runs.Any(r => !r.Complete))
            return []; // Said elsewhere, and blocking.
        var run = runs.FirstOrDefault(r => r.Spec.Seed == baseline.Provenance.Seed);
        if (Obstacle(run, baseline) is { } obstacle)
            return asked ? [Of(runs[0], null, Verdict.NotComparable, asked, obstacle)] : [];
        return [Difference(run!, ExactDifference.Of(baseline.Exact!, ExactRecord.Of(run!)!), asked)];
    }

    private static string? Obstacle(RunResult? run, Baseline baseline)
    {
        var provenance = baseline.Provenance;
        if (run is null)
            return FormattableString.Invariant($"bit for bit: no run has the baseline's seed {provenance.Seed}");
        if (Comparison.InputsDiffer(run, provenance) is { } difference)
            return $"bit for bit: {difference}";
        if (Different(provenance.Environment, run.Manifest.Environment) is { Count: > 0 } differences)
            return $"bit for bit: the fingerprint is not the baseline's: {string.Join(", ", differences)}";
        if (baseline.Exact is null)
            return "bit for bit: the baseline is older than the record of its bits; accept it anew";
        return run.History?.Steps is null
            ? "bit for bit: the run is older than the record of its steps; train it anew"
            : null;
    }

    private static List<string> Different(EnvironmentFingerprint expected, EnvironmentFingerprint found)
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
        return named.Count > 0 || expected == found ? named : ["its driver is another"];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static QuantityComparison Difference(RunResult run, ExactDifference difference, bool asked) =>
        difference.First is { } first
            ? Of(run, difference.Differing, Verdict.Regression, asked, first)
            : Of(
                run,
                0,
                Verdict.Within,
                asked,
                FormattableString.Invariant($"all {difference.Numbers} numbers are the baseline's, bit for bit")
            );

    private static QuantityComparison Of(RunResult run, int? differing, Verdict verdict, bool asked, string because) =>
        new(
            run.Spec.Name(),
            QuantityPath.ExactDiffering,
            differing is null ? null : 0,
            differing,
            differing is null ? null : 0,
            asked,
            verdict,
            because
        );
}
