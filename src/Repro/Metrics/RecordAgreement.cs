using Repro.Files;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>
/// Holds what spec, manifest and completeness marker of a run all say against each other. Their corpus digests are not
/// of the same thing: the manifest has that of the published reviews, the marker that of the prepared ones.
/// </summary>
internal static class RecordAgreement
{
    /// <returns>Sentences without an end. None where there is no marker that can be read: it marks nothing.</returns>
    public static IEnumerable<string> Faults(RunResult run)
    {
        var (folder, manifest, spec) = (run.Folder, run.Manifest, run.Spec);
        if (SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _) is not { } marker)
            yield break;
        (string Path, string What, string? Has, string Other, string? Gives)[] all =
        [
            (folder.Manifest, "spec-hash", manifest.SpecHash, folder.Spec, spec.Hash()),
            (folder.Complete, "spec-hash", marker.SpecHash, folder.Spec, spec.Hash()),
            (folder.Manifest, "vectors-digest", manifest.VectorsDigest, folder.Complete, marker.VectorsDigest),
            (folder.Manifest, "program", manifest.Program, folder.Complete, marker.Program),
        ];
        foreach (var (path, what, has, other, gives) in all)
            if (has != gives)
                yield return $"{path}: {what} is {Text(has)}, where {Path.GetFileName(other)} gives {Text(gives)}";
        if ((spec.Device == "cpu") != (manifest.Environment.Device == "cpu"))
            yield return $"{folder.Manifest}: device is {Text(manifest.Environment.Device)}, where "
                + $"{Path.GetFileName(folder.Spec)} gives {Text(spec.Device)}";
    }

    private static string Text(string? value) => value is null ? "missing" : TerminalText.Quote(value);
}
