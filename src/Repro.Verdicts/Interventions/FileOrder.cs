using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// The same experiment, trained and tested with its files in other orders: <c>--target=Train --set
/// corpus.file-order=1,2</c>.
/// </summary>
internal static class FileOrder
{
    /// <returns>F1 of every run that differs only in the file order, named by the order
    /// (<see cref="InterventionPath.InOrder"/>); null if there are none.</returns>
    public static SortedDictionary<string, double>? Values(FinishedRun run)
    {
        if (run.Spec.Corpus.FileOrder is not null)
            return null;
        var values = run
            .Folder.Siblings(run.Spec)
            .Select(FinishedRun.Open)
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
        && other.Manifest.Program == run.Manifest.Program
        && other.Manifest.CorpusDigest == run.Manifest.CorpusDigest
        && other.Manifest.VectorsDigest == run.Manifest.VectorsDigest;
}
