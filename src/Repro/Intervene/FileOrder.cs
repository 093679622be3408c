using Repro.Experiment;

namespace Repro.Intervene;

/// <summary>The same experiment, trained and tested with its files in another order: <c>--target=Train --set corpus.file-order=1,2</c>.</summary>
internal static class FileOrder
{
    private const string Key = "corpus.file-order";

    /// <returns>F1 of the run with the first order (in ordinal order of the folders' names) that differs in nothing else; null where there is none.</returns>
    public static SortedDictionary<string, double>? Values(FinishedRun run, string runs)
    {
        var orders = Directory.GetParent(Sweep.Folder(runs, [Key]))!;
        if (run.Spec.Corpus.FileOrder is not null || !orders.Exists) return null;
        return orders.EnumerateDirectories(Key + "=*").OrderBy(folder => folder.Name, StringComparer.Ordinal)
            .Select(folder => FinishedRun.Open(RunFolder.Of(folder.FullName, run.Spec))).OfType<FinishedRun>()
            .FirstOrDefault(other => OnlyOrderDiffers(run, other))?.F1s();
    }

    private static bool OnlyOrderDiffers(FinishedRun run, FinishedRun other) =>
        other.Spec.Corpus.FileOrder is not null && other.Spec with { Corpus = other.Spec.Corpus with { FileOrder = null } } == run.Spec
        && other.Manifest.CorpusDigest == run.Manifest.CorpusDigest && other.Manifest.VectorsDigest == run.Manifest.VectorsDigest;
}
