using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>A received file beside the run, and the accepted file to compare it with.</summary>
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
    public static IReadOnlyList<ReceivedFile> Find(RunResult run, string baselines) =>
        [
            .. Candidates(run, new BaselineStore(baselines, run.Spec))
                .Select(c => c.File)
                .Where(f => File.Exists(f.Path)),
        ];

    internal static void Write(RunResult run, BaselineStore store, IReadOnlyList<QuantityComparison> comparisons)
    {
        var differing = comparisons
            .Where(c => c.Verdict != Verdict.Within && c.Parsed.Group != QuantityGroup.Exact)
            .Select(c => FileOf(c.Parsed.Group))
            .ToHashSet();
        foreach (var (file, group, write) in Candidates(run, store))
        {
            if (write is not null && (differing.Contains(group) || differing.Contains(QuantityGroup.Run)))
                write();
            else
                File.Delete(file.Path);
        }
    }

    // The file that contains the group: interventions are stored with the metrics.
    private static QuantityGroup FileOf(QuantityGroup group) =>
        group == QuantityGroup.Intervention ? QuantityGroup.Metric : group;

    private static IEnumerable<(ReceivedFile File, QuantityGroup Group, Action? Write)> Candidates(
        RunResult run,
        BaselineStore store
    )
    {
        yield return Candidate(
            "metrics",
            store.Metrics,
            QuantityGroup.Metric,
            run.Metrics.Count == 0 ? null : Baseline.Rounded(run.Metrics)
        );
        yield return Candidate(
            "curve",
            store.Curve,
            QuantityGroup.Curve,
            run.History is null ? null : Baseline.Rounded(run.History)
        );
        yield return Candidate(
            "attributions",
            store.Attributions,
            QuantityGroup.Attribution,
            run.Attributions is null ? null : Baseline.Rounded(run.Attributions)
        );

        (ReceivedFile, QuantityGroup, Action?) Candidate<T>(string name, string verified, QuantityGroup group, T? value)
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
