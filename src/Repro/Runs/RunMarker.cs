using System.Security.Cryptography;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// The completeness marker of a run folder: which spec and which inputs the files beside it came from, and the SHA-256
/// of each. A file counts only where the marker names it, for this spec and these inputs, with the digest that it has
/// now.
/// </summary>
public sealed class RunMarker(RunFolder folder, string specHash, InputDigests inputs)
{
    /// <summary>Whether the run is trained and tested.</summary>
    public bool IsTrained =>
        Covers(folder.Spec, folder.Manifest, folder.Weights, folder.History, folder.Predictions, folder.Metrics);

    /// <summary>Whether it is, and the spec's sentences are attributed too.</summary>
    public bool IsAttributed => IsTrained && Covers(folder.Attributions);

    /// <summary>Whether everything is there that comparing reads: all but the weights, by far the largest.</summary>
    public bool IsComparable =>
        Covers(folder.Spec, folder.Manifest, folder.History, folder.Predictions, folder.Metrics, folder.Attributions);

    /// <summary>Whether every one of <paramref name="files"/> is whole and belongs to this run.</summary>
    public bool Covers(params string[] files) =>
        Read() is { } marker
        && marker.SpecHash == specHash
        && marker.CorpusDigest == inputs.Corpus
        && marker.VectorsDigest == inputs.Vectors
        && files.All(f => marker.Files.TryGetValue(Path.GetFileName(f), out var digest) && IsWhole(f, digest));

    /// <summary>Writes the marker over every result that lies in the folder now. The last write of a stage.</summary>
    public void Write()
    {
        string[] results =
        [
            folder.Spec,
            folder.Manifest,
            folder.History,
            folder.Weights,
            folder.Predictions,
            folder.Metrics,
            folder.Attributions,
        ];
        var digests = results.Where(File.Exists).ToDictionary(f => Path.GetFileName(f), DigestOf);
        SafeFile.WriteJson(
            folder.Complete,
            new RunCompletion(specHash, inputs.Corpus, inputs.Vectors, new(digests, StringComparer.Ordinal))
        );
    }

    /// <summary>
    /// Takes the marker and the results of another spec or other inputs away, so that nothing of theirs can be mistaken
    /// for this run's.
    /// </summary>
    /// <exception cref="FileNotWritten">They cannot be taken away (exit code 70).</exception>
    public void Remove()
    {
        if (!Directory.Exists(folder.Root))
            return;
        var at = folder.Root;
        try
        {
            foreach (
                var file in (string[])
                    [
                        folder.Complete,
                        folder.Manifest,
                        folder.History,
                        folder.Weights,
                        folder.Predictions,
                        folder.Metrics,
                        folder.Attributions,
                        folder.OwnAttributions,
                        folder.Events,
                    ]
            )
                File.Delete(at = file);
            SafeFile.DeleteFolder(at = folder.Interventions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileNotWritten(at, e);
        }
    }

    /// <summary>Whether a file is there, can be read and has that digest.</summary>
    public static bool IsWhole(string file, string digest)
    {
        try
        {
            return File.Exists(file) && DigestOf(file) == digest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // A file that the disk does not give back is as good as none.
        }
    }

    private RunCompletion? Read()
    {
        try
        {
            return File.Exists(folder.Complete) ? SafeFile.ReadJson<RunCompletion>(folder.Complete) : null;
        }
        catch (ReproException)
        {
            return null; // A damaged marker marks nothing: the run is made again.
        }
    }

    /// <summary>SHA-256 as the marker has it, lower-case hexadecimal.</summary>
    public static string DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
