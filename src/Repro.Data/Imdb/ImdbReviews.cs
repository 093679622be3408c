using System.Globalization;
using System.Text;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Prepare;

namespace Repro.Data.Imdb;

/// <summary>
/// Reads the Large Movie Review Dataset as torchtext's <c>datasets.IMDB</c> does, but in canonical order: train then
/// test, pos then neg, file names in ordinal order. Unlabelled reviews, word lists and features are not looked at.
/// </summary>
public static class ImdbReviews
{
    /// <summary>Reviews of each label in each half of the published corpus.</summary>
    public const int PerFolder = 12_500;

    /// <summary><see cref="ReviewCorpus.Digest"/> of the published corpus; independent of the packaging.</summary>
    public static string PublishedDigest { get; } =
        Catalogue.AclImdb.Repackagings.Single(content => content.Kind == ContentKind.LabelledReviews).Sha256;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the published corpus.</summary>
    /// <exception cref="ReproException">A folder does not have 12,500 reviews, or the content differs from the
    /// published one (exit code 3).</exception>
    public static ReviewCorpus Read(FetchedArchive archive)
    {
        var files = ReviewArchive.ReadFiles(archive.Path);
        foreach (var folder in ReviewFile.Folders)
        {
            var count = files.Count(file => file.Folder == folder);
            if (count != PerFolder)
                throw ReviewArchive.Refuse(
                    archive.Path,
                    Number($"aclImdb/{folder} has {count:N0} reviews, {PerFolder:N0} were published")
                );
        }

        var corpus = Corpus(archive.Path, files);
        return corpus.Digest == PublishedDigest
            ? corpus
            : throw ReviewArchive.Refuse(
                archive.Path,
                $"its reviews have sha256 {corpus.Digest}, the published ones {PublishedDigest}"
            );
    }

    /// <summary>Reads any archive of that layout, with any number of reviews above zero in each folder.</summary>
    /// <param name="path">A tar.gz with <c>aclImdb/{train,test}/{pos,neg}/ID_RATING.txt</c>.</param>
    /// <exception cref="ReproException">The archive is damaged, or a folder is empty or holds other files (exit code
    /// 3).</exception>
    public static ReviewCorpus Read(string path) => Corpus(path, ReviewArchive.ReadFiles(path));

    private static ReviewCorpus Corpus(string path, List<ReviewFile> files)
    {
        var reviews = files.ConvertAll(file => Review(path, file));
        var train = reviews.FindIndex(review => review.Id.StartsWith("test/", StringComparison.Ordinal));
        return new ReviewCorpus("imdb", reviews[..train], reviews[train..], ReviewArchive.Digest(files));
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
            throw ReviewArchive.Refuse(path, $"{id} is not UTF-8 at byte {e.Index}");
        }
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
