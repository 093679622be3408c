using System.Security.Cryptography;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// The completeness marker of a run folder: records the spec, inputs and program that produced the files beside it, and
/// the SHA-256 of each. A file is valid only if the marker lists it for these, with its current digest.
/// </summary>
/// <param name="folder">The run folder.</param>
/// <param name="specHash">Hash of its spec.</param>
/// <param name="inputs">Digests of its inputs.</param>
/// <param name="program"><see cref="ProgramDigest"/> of the current program.</param>
/// <param name="reuse">What a finished run must match.</param>
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

    /// <summary>Whether the run is trained and tested and the spec's sentences are attributed.</summary>
    public bool IsAttributed => IsTrained && Covers(folder.Attributions);

    /// <summary>Why there is no trained and tested run for this spec, inputs and program; null if there is.</summary>
    public string? WhyNotTrained() =>
        WhyNot(folder.Spec, folder.Manifest, folder.Weights, folder.History, folder.Predictions, folder.Metrics);

    /// <summary>
    /// Why the run lacks files that a comparison reads (all but the weights, which are by far the largest); null if it
    /// is complete.
    /// </summary>
    public string? WhyNotComparable() =>
        WhyNot(folder.Spec, folder.Manifest, folder.History, folder.Predictions, folder.Metrics, folder.Attributions);

    /// <summary>Whether all <paramref name="files"/> are intact and belong to this run.</summary>
    public bool Covers(params string[] files) => WhyNot(files) is null;

    /// <summary>The program that made the finished run, if it is not the current one; else null.</summary>
    public string? OtherProgram => Read() is { } marker && marker.Program != program ? marker.Program ?? "" : null;

    /// <summary>The same for several finished runs: the first one made by another program decides.</summary>
    /// <returns>That program's digest, empty if not recorded; null if <paramref name="program"/> made them
    /// all.</returns>
    public static string? OtherProgramOf(IEnumerable<RunFolder> folders, string program) =>
        folders
            .Select(folder => SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _)?.Program ?? "")
            .FirstOrDefault(made => made != program);

    /// <summary>Writes the marker for all results now in the folder. This is the last write of a stage.</summary>
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
                // Adding results to a run does not change which program trained it.
                Program = Read() is { } marker ? marker.Program : program,
            }
        );
    }

    /// <summary>
    /// Deletes the marker and results of another spec, other inputs or another program, so that they cannot be mistaken
    /// for this run's.
    /// </summary>
    /// <exception cref="FileNotWritten">They cannot be deleted (exit code 70).</exception>
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

    /// <summary>Whether a file exists, is readable and has that digest.</summary>
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

    /// <summary>SHA-256 in the marker's form, lower-case hexadecimal.</summary>
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
            return "it had other settings";
        if (marker.CorpusDigest != inputs.Corpus)
            return "it had other reviews";
        if (marker.VectorsDigest != inputs.Vectors)
            return "it had other word vectors";
        if (reuse == ReuseRule.Program && marker.Program != program)
            return $"another program made it ({ProgramDigest.Abbreviated(marker.Program)}, this one is "
                + $"{ProgramDigest.Abbreviated(program)})";
        return files.FirstOrDefault(file => !marker.Files.ContainsKey(Path.GetFileName(file))) is { } missing
                ? $"it has no {Path.GetFileName(missing)} yet"
            : files.FirstOrDefault(file => !IsWhole(file, marker.Files[Path.GetFileName(file)])) is { } damaged
                ? $"{Path.GetFileName(damaged)} is missing or damaged"
            : null;
    }

    // A damaged marker is ignored: the run is made again.
    private RunCompletion? Read() => SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _);
}

/// <summary>What a finished run must match to be used again.</summary>
public enum ReuseRule
{
    /// <summary>Settings, inputs and program.</summary>
    Program,

    /// <summary>Settings and inputs, made by any program. For inspection only, never for acceptance.</summary>
    Settings,
}
