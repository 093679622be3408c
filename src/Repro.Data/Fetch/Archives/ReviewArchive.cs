using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// The labelled reviews of an archive in the published layout: <c>aclImdb/{train,test}/{pos,neg}/ID_RATING.txt</c>.
/// </summary>
internal static class ReviewArchive
{
    /// <summary>Every labelled review's file, in canonical order.</summary>
    public static List<ReviewFile> ReadFiles(string path)
    {
        var files = new List<ReviewFile>();
        foreach (var entry in TarGzReader.Files(path, ArchiveLimits.Reviews))
        {
            if (ReviewFile.FolderOf(entry.Name) is not { } folder)
                continue;
            var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            if (!ReviewFile.IsText(name))
                continue;
            if (!ReviewFile.IsReviewName(name))
                throw Refuse(path, $"{TerminalText.Of(entry.Name, 200)} is not named ID_RATING.txt");
            files.Add(new ReviewFile(folder, name, entry.ReadAll(path)));
        }

        foreach (var folder in ReviewFile.Folders)
            if (!files.Exists(file => file.Folder == folder))
                throw Refuse(path, $"it has no aclImdb/{folder}/ID_RATING.txt");
        files.Sort();
        return files;
    }

    /// <summary>
    /// SHA-256 over <c>split/label/name NUL length NUL bytes</c> of every file in order, the length in decimal;
    /// lower-case hexadecimal.
    /// </summary>
    public static string Digest(List<ReviewFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{file.Folder}/{file.Name}\0{file.Bytes.Length}\0")
                )
            );
            hash.AppendData(file.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static ReproException Refuse(string path, string why) =>
        ReproException.Input($"{Path.GetFileName(path)}: {why}. Replace the archive with the published one.");
}
