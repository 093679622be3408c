using System.Globalization;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Fetch;

/// <summary>A folder of archives, searched before the official URLs. It is never written to.</summary>
/// <param name="folder">The folder that <c>--data-mirror</c> names.</param>
/// <param name="contents">Digests of repackaged archives.</param>
public sealed class Mirror(string folder, ContentDigest contents)
{
    /// <summary>Maximum size of a repackaged or uncompressed file, as a multiple of the published size.</summary>
    private const int MostTimes = 8;

    private const int LongestName = 200;

    /// <summary>Files up to this size in bytes are always read; it takes a second.</summary>
    private const long AlwaysRead = 1 << 30;

    /// <summary>
    /// The official archive by its digest, or a repackaged one by the digest of its content; null if the folder has no
    /// file of that name.
    /// </summary>
    /// <param name="entry">The archive to find.</param>
    /// <param name="member">The one member needed, so that a repackaging of only that member is accepted; null for
    /// any.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ReproException">The folder does not exist, or it has files of that name and none is acceptable
    /// (exit code 3).</exception>
    public async Task<FetchedArchive?> FindAsync(
        CatalogueEntry entry,
        string? member = null,
        CancellationToken cancellationToken = default
    )
    {
        var repackagings = entry.Repackagings.Where(r => r.Member is null || r.Member == member).ToList();
        var refused = new List<string>();
        foreach (var path in Candidates(entry))
        {
            try
            {
                var length = LengthOf(path);
                // Another member's repackaging is not a damaged copy of this one.
                if (repackagings.Count == 0 && Path.GetFileName(path) != entry.FileName && length != entry.Size)
                    continue;
                CheckLength(length, entry);
                CheckBeginning(path);
                var sha256 = await FileDigest.Sha256Async(path, cancellationToken).ConfigureAwait(false);
                var note = sha256 == entry.Sha256 ? null : NoteOf(path, sha256, repackagings);
                return new FetchedArchive(entry, path, sha256, ArchiveSource.Mirror, note)
                {
                    PassedOver = [.. refused],
                };
            }
            catch (Exception e) when (e is Refused or ReproException or IOException or UnauthorizedAccessException)
            {
                refused.Add($"{TerminalText.Of(Path.GetFileName(path), LongestName)} {Reason(e, path)}");
            }
        }

        return refused.Count == 0
            ? null
            : throw ReproException.Input(
                $"data mirror: {folder} has no acceptable {entry.Name}: {string.Join("; ", refused)}. "
                    + $"Expected sha256 {entry.Sha256}{ContentExpected(repackagings)}; replace or remove the file."
            );
    }

    private List<string> Candidates(CatalogueEntry entry)
    {
        if (!Directory.Exists(folder))
            throw ReproException.Input(
                $"data mirror: {TerminalText.Of(folder, LongestName)} is not an existing folder. Name one with "
                    + $"--data-mirror=DIR or "
                    + "REPRO_DATA_MIRROR, or leave the setting out."
            );
        try
        {
            return
            [
                .. Directory
                    .EnumerateFileSystemEntries(folder, entry.MirrorPattern)
                    .OrderBy(path => Path.GetFileName(path) != entry.FileName)
                    .ThenBy(path => path, StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input(
                $"data mirror: {folder} cannot be listed: {e.Message.TrimEnd('.')}. Make it readable, name another "
                    + $"with "
                    + "--data-mirror=DIR or REPRO_DATA_MIRROR, or leave the setting out.",
                e
            );
        }
    }

    // Only regular files have a length above zero; opening a pipe would block.
    private static long LengthOf(string path) =>
        Directory.Exists(path) ? throw new Refused("is a folder")
        : new FileInfo(path).Length is var length and > 0 ? length
        : throw new Refused("is empty, or not a regular file");

    private static void CheckLength(long length, CatalogueEntry entry)
    {
        var most = Math.Max(AlwaysRead, MostTimes * entry.Size);
        if (length > most)
            throw new Refused(
                string.Create(CultureInfo.InvariantCulture, $"has {length:N0} bytes, more than the limit of {most:N0}")
            );
    }

    private static void CheckBeginning(string path)
    {
        using var file = ArchiveFile.OpenRead(path);
        var isZip = path.EndsWith(".zip", StringComparison.Ordinal);
        if (isZip ? !FileBeginning.IsZip(file) : !FileBeginning.IsGzip(file))
            throw new Refused($"is {FileBeginning.Not(isZip ? "zip" : "gzip", file)}");
    }

    /// <summary>The note of the repackaging that matches the archive.</summary>
    /// <exception cref="Refused">It matches none.</exception>
    private string NoteOf(string path, string sha256, List<Repackaging> repackagings)
    {
        var found = "";
        foreach (var repackaging in repackagings)
        {
            try
            {
                var content = contents.Compute(path, sha256, repackaging);
                if (content == repackaging.Sha256)
                    return repackaging.Note;
                found = $", content {content}";
            }
            catch (ReproException e)
            {
                found = $", unreadable: {e.Message.TrimEnd('.')}";
            }
        }

        throw new Refused($"has sha256 {sha256}{found}");
    }

    private static string Reason(Exception e, string path) =>
        e is Refused
            ? e.Message
            : $"cannot be read: {e.Message.Replace(path + ": ", "", StringComparison.Ordinal).TrimEnd('.')}";

    private static string ContentExpected(List<Repackaging> repackagings) =>
        string.Concat(repackagings.Select(r => $", or content {r.Sha256}"));

    /// <summary>Why a file is not used; continues a sentence that begins with its name.</summary>
    private sealed class Refused(string message) : Exception(message);
}
