using System.Security.Cryptography;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// The completeness marker of a run folder: which spec, which inputs and which program the files beside it came from,
/// and the SHA-256 of each. A file counts only where the marker names it, for these, with the digest that it has now.
/// </summary>
/// <param name="folder">Of the run.</param>
/// <param name="specHash">Of its spec.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="program"><see cref="ProgramDigest"/> of the program that makes it.</param>
/// <param name="reuse">What a finished run has to agree in.</param>
public sealed class RunMarker(
    RunFolder folder,
    string specHash,
    InputDigests inputs,
    string program,
    ReuseRule reuse = ReuseRule.Program
)
{
    /// <summary>Whether the run is trained and tested.</summary>
    public bool IsTrained => WhyNotTrained() is null;

    /// <summary>Whether it is, and the spec's sentences are attributed too.</summary>
    public bool IsAttributed => IsTrained && Covers(folder.Attributions);

    /// <summary>Why there is no trained and tested run of this spec, these inputs and this program; null where there
    /// is.</summary>
    public string? WhyNotTrained() =>
        WhyNot(folder.Spec, folder.Manifest, folder.Weights, folder.History, folder.Predictions, folder.Metrics);

    /// <summary>
    /// Why there is not everything that comparing reads, which is all but the weights, by far the largest; null where
    /// there is.
    /// </summary>
    public string? WhyNotComparable() =>
        WhyNot(folder.Spec, folder.Manifest, folder.History, folder.Predictions, folder.Metrics, folder.Attributions);

    /// <summary>Whether every one of <paramref name="files"/> is whole and belongs to this run.</summary>
    public bool Covers(params string[] files) => WhyNot(files) is null;

    /// <summary>The program that made the finished run here, where it is not this one; else null.</summary>
    public string? OtherProgram => Read() is { } marker && marker.Program != program ? marker.Program ?? "" : null;

    /// <summary>The same of finished runs that are looked at together: one of another program among them is enough.</summary>
    /// <returns>Its digest, empty where that is not recorded; null where <paramref name="program"/> made them all.</returns>
    public static string? OtherProgramOf(IEnumerable<RunFolder> folders, string program) =>
        folders
            .Select(folder => SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _)?.Program ?? "")
            .FirstOrDefault(made => made != program);

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
            {
                // What is added to a run that another program trained does not make it this one's.
                Program = Read() is { } marker ? marker.Program : program,
            }
        );
    }

    /// <summary>
    /// Takes the marker and the results of another spec, other inputs or another program away, so that nothing of theirs
    /// can be mistaken for this run's.
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

    /// <summary>SHA-256 as the marker has it, lower-case hexadecimal.</summary>
    public static string DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string? WhyNot(params string[] files)
    {
        if (Read() is not { } marker)
            return File.Exists(folder.Complete) ? $"{Path.GetFileName(folder.Complete)} is damaged"
                : File.Exists(folder.Spec) ? "the run was interrupted"
                : "there is no run";
        if (marker.SpecHash != specHash)
            return "its settings were others";
        if (marker.CorpusDigest != inputs.Corpus)
            return "its reviews were others";
        if (marker.VectorsDigest != inputs.Vectors)
            return "its word vectors were others";
        if (reuse == ReuseRule.Program && marker.Program != program)
            return $"another program made it ({ProgramDigest.Abbreviated(marker.Program)}, this one is {ProgramDigest.Abbreviated(program)})";
        return files.FirstOrDefault(file => !marker.Files.ContainsKey(Path.GetFileName(file))) is { } missing
                ? $"it has no {Path.GetFileName(missing)} yet"
            : files.FirstOrDefault(file => !IsWhole(file, marker.Files[Path.GetFileName(file)])) is { } damaged
                ? $"{Path.GetFileName(damaged)} is missing or damaged"
            : null;
    }

    // A damaged marker marks nothing: the run is made again.
    private RunCompletion? Read() => SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _);
}

/// <summary>What a finished run has to agree in to be used again.</summary>
public enum ReuseRule
{
    /// <summary>Settings, inputs and program.</summary>
    Program,

    /// <summary>Settings and inputs: whatever program made it. For looking at, never for accepting.</summary>
    Settings,
}
