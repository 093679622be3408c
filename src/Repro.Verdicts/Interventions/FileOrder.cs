using Repro.Requests;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// The same experiment, trained and tested with its files in other orders: <c>--target=Train --set
/// corpus.file-order=1,2</c>.
/// </summary>
internal static class FileOrder
{
    private const string Key = "corpus.file-order";

    /// <returns>F1 of every run that differs in nothing but the order, named by it
    /// (<see cref="InterventionPath.InOrder"/>); null where there is none.</returns>
    public static SortedDictionary<string, double>? Values(FinishedRun run, string runs)
    {
        var orders = Directory.GetParent(Sweep.Folder(runs, [Key]))!;
        if (run.Spec.Corpus.FileOrder is not null || !orders.Exists)
            return null;
        var values = orders
            .EnumerateDirectories(Key + "=*")
            .Select(folder => FinishedRun.Open(RunFolder.Of(folder.FullName, run.Spec)))
            .OfType<FinishedRun>()
            .Where(other => OnlyOrderDiffers(run, other))
            .DistinctBy(other => other.Spec.Corpus.FileOrder)
            .SelectMany(other =>
                other
                    .F1s()
                    .Select(f1 =>
                        KeyValuePair.Create(
                            InterventionPath.InOrder(other.Spec.Corpus.FileOrder!.Value, f1.Key),
                            f1.Value
                        )
                    )
            )
            .ToDictionary();
        return values.Count == 0 ? null : new(values, StringComparer.Ordinal);
    }

    private static bool OnlyOrderDiffers(FinishedRun run, FinishedRun other) =>
        other.Spec.Corpus.FileOrder is not null
        && other.Spec with { Corpus = other.Spec.Corpus with { FileOrder = null } } == run.Spec
        && other.Manifest.CorpusDigest == run.Manifest.CorpusDigest
        && other.Manifest.VectorsDigest == run.Manifest.VectorsDigest;
}
