using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>A candidate beside the run, and the accepted file it is to be compared with.</summary>
/// <param name="Path"><c>metrics.received.json</c> in the run folder.</param>
/// <param name="Verified">The baseline's file; need not exist.</param>
public sealed record ReceivedFile(string Path, string Verified);

/// <summary>
/// Writes what a run would change in its baseline beside the run, in the baseline's own form: never into
/// <c>baselines/</c>.
/// </summary>
public static class Received
{
    /// <summary>The received files that lie beside a run now.</summary>
    public static IReadOnlyList<ReceivedFile> Of(RunResult run, string baselines) =>
        [
            .. Candidates(run, new BaselineStore(baselines, run.Spec))
                .Select(c => c.File)
                .Where(f => File.Exists(f.Path)),
        ];

    internal static void Write(RunResult run, BaselineStore store, IReadOnlyList<QuantityComparison> comparisons)
    {
        var differing = comparisons
            .Where(c => c.Verdict != Verdict.Within && c.Quantity != QuantityPath.ExactDiffering)
            .Select(c => Group(c.Quantity))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (file, group, write) in Candidates(run, store))
        {
            if (write is not null && (differing.Contains(group) || differing.Contains("run")))
                write();
            else
                File.Delete(file.Path);
        }
    }

    private static string Group(string quantity) =>
        quantity.Split('.')[0] is "run" or "curve" or "attribution" ? quantity.Split('.')[0] : "metrics";

    private static IEnumerable<(ReceivedFile File, string Group, Action? Write)> Candidates(
        RunResult run,
        BaselineStore store
    )
    {
        yield return Candidate(
            "metrics",
            store.Metrics,
            "metrics",
            run.Metrics.Count == 0 ? null : Baseline.Rounded(run.Metrics)
        );
        yield return Candidate(
            "curve",
            store.Curve,
            "curve",
            run.History is null ? null : Baseline.Rounded(run.History)
        );
        yield return Candidate(
            "attributions",
            store.Attributions,
            "attribution",
            run.Attributions is null ? null : Baseline.Rounded(run.Attributions)
        );

        (ReceivedFile, string, Action?) Candidate<T>(string name, string verified, string group, T? value)
            where T : class
        {
            var path = Path.Combine(run.Folder.Root, $"{name}.received.json");
            return (
                new ReceivedFile(path, verified),
                group,
                value is null ? null : () => SafeFile.WriteJson(path, value)
            );
        }
    }
}
