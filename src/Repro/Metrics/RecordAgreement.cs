using Repro.Files;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>
/// Checks that spec, manifest and completeness marker of a run agree. Corpus digests are not compared: the manifest has
/// the digest of the published reviews, the marker that of the prepared ones.
/// </summary>
internal static class RecordAgreement
{
    /// <returns>One sentence per fault, without a full stop. Empty if there is no readable marker.</returns>
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
