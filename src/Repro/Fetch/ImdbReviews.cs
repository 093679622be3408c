using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Prepare;

namespace Repro.Fetch;

/// <summary>
/// Reads the Large Movie Review Dataset as torchtext's <c>datasets.IMDB</c> does, but in canonical order: train then
/// test, pos then neg, file names in ordinal order. Unlabelled reviews, word lists and features are not looked at.
/// </summary>
public static class ImdbReviews
{
    /// <summary>Reviews of each label in each half of the published corpus.</summary>
    public const int PerFolder = 12_500;

    /// <summary>What <see cref="ReviewCorpus.Digest"/> is for the published corpus, however it is packed.</summary>
    public static string PublishedDigest { get; } =
        Catalogue.AclImdb.Repackagings.Single(content => content.Kind == ContentKind.LabelledReviews).Sha256;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the published corpus.</summary>
    /// <exception cref="ReproException">Not 12,500 reviews in each folder, or other content than published (exit code
    /// 3).</exception>
    public static ReviewCorpus Read(FetchedArchive archive)
    {
        var files = ReadFiles(archive.Path);
        foreach (var folder in ReviewFile.Folders)
        {
            var count = files.Count(file => file.Folder == folder);
            if (count != PerFolder)
                throw Refuse(
                    archive.Path,
                    Number($"aclImdb/{folder} has {count:N0} reviews, {PerFolder:N0} were published")
                );
        }

        var corpus = Corpus(archive.Path, files);
        return corpus.Digest == PublishedDigest
            ? corpus
            : throw Refuse(
                archive.Path,
                $"its reviews have sha256 {corpus.Digest}, the published ones {PublishedDigest}"
            );
    }

    /// <summary>Reads any archive of that layout, with any number of reviews above zero in each folder.</summary>
    /// <param name="path">A tar.gz with <c>aclImdb/{train,test}/{pos,neg}/ID_RATING.txt</c>.</param>
    /// <exception cref="ReproException">The archive is damaged, or a folder is empty or holds other files (exit code
    /// 3).</exception>
    public static ReviewCorpus Read(string path) => Corpus(path, ReadFiles(path));

    /// <summary>Every labelled review's file, in canonical order.</summary>
    internal static List<ReviewFile> ReadFiles(string path)
    {
        var files = new List<ReviewFile>();
        foreach (var entry in TarGzReader.Files(path, ArchiveLimits.Reviews))
        {
            if (ReviewFile.FolderOf(entry.Name) is not { } folder)
                continue;
            var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
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
    internal static string Digest(List<ReviewFile> files)
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

    private static ReviewCorpus Corpus(string path, List<ReviewFile> files)
    {
        var reviews = files.ConvertAll(file => Review(path, file));
        var train = reviews.FindIndex(review => review.Id.StartsWith("test/", StringComparison.Ordinal));
        return new ReviewCorpus("imdb", reviews[..train], reviews[train..], Digest(files));
    }

    private static Review Review(string path, ReviewFile file)
    {
        var id = $"{file.Folder}/{Path.GetFileNameWithoutExtension(file.Name)}";
        try
        {
            return new Review(id, StrictUtf8.GetString(file.FirstLine), file.Label);
        }
        catch (DecoderFallbackException e)
        {
            throw Refuse(path, $"{id} is not UTF-8 at byte {e.Index}");
        }
    }

    private static ReproException Refuse(string path, string why) =>
        ReproException.Input($"{Path.GetFileName(path)}: {why}. Replace the archive with the published one.");

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
