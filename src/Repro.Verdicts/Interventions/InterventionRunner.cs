using Repro.Experiments;
using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// Computes the test F1 of every complete as-written run after each intervention, and writes the results beside the
/// run. It only reads run files; nothing is trained.
/// </summary>
/// <param name="runs">The selected runs.</param>
/// <param name="printed">The printed batch mean of each model, by name, if there is one.</param>
public sealed class InterventionRunner(RunsAtHand runs, IReadOnlyDictionary<string, double> printed)
{
    /// <summary>
    /// Writes the results of every complete as-written run of a profile, and deletes those that are no longer valid.
    /// </summary>
    /// <returns>Number of results.</returns>
    public int Write(string profile)
    {
        var folder = Path.Combine(runs.Folder, profile);
        return !Directory.Exists(folder)
            ? 0
            : Directory
                .EnumerateDirectories(folder)
                .SelectMany(Directory.EnumerateDirectories)
                .Select(path => FinishedRun.Open(new RunFolder(path)))
                .OfType<FinishedRun>()
                .Where(run => run.Spec.Protocol == ProtocolKind.AsWritten && runs.Counts(run.Manifest))
                .Sum(Write);
    }

    private int Write(FinishedRun run)
    {
        var found = Of(run).ToList();
        foreach (var result in found)
            // Another process may write the same ones now: nothing is deleted that still holds.
            SafeFile.WriteJson(run.Folder.Intervention(result.Kind), result);
        if (Directory.Exists(run.Folder.Interventions))
            foreach (var kind in Enum.GetValues<InterventionKind>().Except(found.Select(result => result.Kind)))
                File.Delete(run.Folder.Intervention(kind));
        return found.Count;
    }

    private IEnumerable<InterventionResult> Of(FinishedRun run)
    {
        var batches = TestBatches.Count(run.Predictions());
        (InterventionKind Kind, string Source, SortedDictionary<string, double>? Values)[] all =
        [
            (
                InterventionKind.EvenErrors,
                "the run's predictions",
                printed.TryGetValue(run.Spec.Model.Word, out var figure) ? EvenErrors.Values(batches, figure) : null
            ),
            (InterventionKind.BatchesWithPositives, "the run's predictions", BatchesWithPositives.Values(batches)),
            (
                InterventionKind.BestEpochWeights,
                "the corrected run of the same seed",
                BestEpochWeights.Values(run, Corrected(run), runs.Assignment)
            ),
            (InterventionKind.FileOrder, "the run with another file order", FileOrder.Values(run)),
        ];
        return all.Where(i => i.Values is not null)
            .Select(i => new InterventionResult(i.Kind, run.PredictionsDigest, i.Source, i.Values!));
    }

    private FinishedRun? Corrected(FinishedRun run) =>
        FinishedRun.Open(run.Folder.Under(run.Spec, ProtocolKind.Corrected)) is { } corrected
        && runs.Counts(corrected.Manifest)
            ? corrected
            : null;
}
