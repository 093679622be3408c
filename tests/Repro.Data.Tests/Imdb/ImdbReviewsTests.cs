using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Fetch;
using Repro.Data.Imdb;
using Repro.Data.Prepare;
using Repro.Testing;

namespace Repro.Data.Tests.Imdb;

public sealed class ImdbReviewsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Reviews_come_in_canonical_order()
    {
        var corpus = Read(
            ("aclImdb/train/neg/10_1.txt", "j"),
            ("aclImdb/train/neg/2_1.txt", "k"),
            ("aclImdb/train/pos/1_10.txt", "l")
        );
        corpus.Name.Should().Be("imdb");
        corpus
            .Train.Select(review => review.Id)
            .Should()
            .Equal("train/pos/0_9", "train/pos/1_10", "train/neg/0_3", "train/neg/10_1", "train/neg/2_1");
        corpus
            .Test.Should()
            .Equal(new Review("test/pos/0_10", "Fine.", "pos"), new Review("test/neg/0_2", "Dull.", "neg"));
    }

    [Theory]
    [InlineData("one\ntwo", "one")]
    [InlineData("one\rtwo\n", "one")]
    [InlineData("one\r\n", "one")]
    [InlineData("\ntwo", "")]
    [InlineData("", "")]
    [InlineData("one\u2028two\u0085three\u000bfour\u000cfive", "one\u2028two\u0085three\u000bfour\u000cfive")]
    [InlineData("\ufeffone", "\ufeffone")]
    [InlineData(" one \t", " one \t")]
    public void A_review_is_the_first_line_as_Python_reads_it(string file, string text) =>
        Read(("aclImdb/train/pos/1_9.txt", file)).Train[1].Should().Be(new Review("train/pos/1_9", text, "pos"));

    [Fact]
    public void The_digest_covers_the_whole_file_and_its_name()
    {
        var expected = SHA256.HashData(
            Encoding.UTF8.GetBytes(
                "train/pos/0_9.txt\05\0Good.train/neg/0_3.txt\04\0Bad.test/pos/0_10.txt\05\0Fine.test/neg/0_2.txt\05\0Dull."
            )
        );
        Read().Digest.Should().Be(Convert.ToHexStringLower(expected));
    }

    [Fact]
    public void The_rest_of_the_archive_is_not_looked_at() =>
        Read(
                ("aclImdb/README", "Large Movie Review Dataset"),
                ("aclImdb/train/unsup/0_0.txt", "Unlabelled."),
                ("aclImdb/train/labeledBow.feat", "9 0:9"),
                ("aclImdb/train/pos/deeper/9_9.txt", "?"),
                ("elsewhere/train/pos/9_9.txt", "?")
            )
            .Should()
            .BeEquivalentTo(Read());

    [Theory]
    [InlineData("._0_9.txt")]
    [InlineData(".0_9.txt")]
    [InlineData(".DS_Store")]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    [InlineData("Icon\r")]
    [InlineData("0_9.txt:Zone.Identifier")]
    [InlineData("0_9.txt.bak")]
    [InlineData("0_9.TXT")]
    public void What_torchtexts_pattern_does_not_find_is_passed_over(string name) =>
        Read(($"aclImdb/train/pos/{name}", "?")).Should().BeEquivalentTo(Read());

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("9.txt")]
    [InlineData("1_2_3.txt")]
    [InlineData("a_9.txt")]
    [InlineData("_9.txt")]
    [InlineData("\u0661_9.txt")]
    public void Another_file_among_the_reviews_is_refused(string name) =>
        FluentActions
            .Invoking(() => Read(($"aclImdb/train/pos/{name}", "?")))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"a.tar.gz: aclImdb/train/pos/{name} is not named ID_RATING.txt. Replace the archive with the "
                    + "published one."
            );

    [Fact]
    public void A_folder_without_reviews_is_named() =>
        FluentActions
            .Invoking(() => ImdbReviews.Read(folder.Write("a.tar.gz", ToyArchives.TarGz(ToyArchives.FourReviews[1..]))))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "a.tar.gz: it has no aclImdb/test/neg/ID_RATING.txt. Replace the archive with the published one."
            );

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        var entries = ToyArchives.FourReviews.Select(file =>
            ToyArchives.File(file.Name, Encoding.UTF8.GetBytes(file.Text))
        );
        var archive = ToyArchives.TarGz([.. entries, ToyArchives.File("aclImdb/train/pos/7_9.txt", (byte)'a', 0xFF)]);
        FluentActions
            .Invoking(() => ImdbReviews.Read(folder.Write("a.tar.gz", archive)))
            .Should()
            .Throw<ReproException>()
            .WithMessage("a.tar.gz: train/pos/7_9 is not UTF-8 at byte 1. Replace the archive with the published one.");
    }

    [Fact]
    public void Fewer_reviews_than_published_are_refused()
    {
        var archive = new FetchedArchive(
            Catalogue.AclImdb,
            folder.Write("a.tar.gz", ToyArchives.TarGz(ToyArchives.FourReviews)),
            "00",
            ArchiveSource.Mirror
        );
        FluentActions
            .Invoking(() => ImdbReviews.Read(archive))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "a.tar.gz: aclImdb/train/pos has 1 reviews, 12,500 were published. Replace the archive with "
                    + "the published one."
            );
    }

    [Fact]
    public void As_many_reviews_of_other_text_are_refused()
    {
        var entries =
            from half in ReviewFolders
            from id in Enumerable.Range(0, ImdbReviews.PerFolder)
            select new UstarTarEntry(TarEntryType.RegularFile, $"{half}/{id}_5.txt");
        var archive = new FetchedArchive(
            Catalogue.AclImdb,
            folder.Write("a.tar.gz", ToyArchives.TarGz([.. entries])),
            "00",
            ArchiveSource.Mirror
        );
        FluentActions
            .Invoking(() => ImdbReviews.Read(archive))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"a.tar.gz: its reviews have sha256 *, the published ones {ImdbReviews.PublishedDigest}. "
                    + "Replace the archive with the published one."
            );
    }

    [SkippableFact]
    public async Task The_mirror_has_the_published_reviews()
    {
        var mirror = new Mirror(MirrorFolder.OrSkip("aclImdb*.tar.gz"), new ContentDigest(folder.Root));
        var corpus = ImdbReviews.Read((await mirror.FindAsync(Catalogue.AclImdb))!);
        corpus.Train.Should().HaveCount(25_000);
        corpus.Test.Should().HaveCount(25_000);
        corpus.Digest.Should().Be(ImdbReviews.PublishedDigest);
        corpus.Train[0].Id.Should().Be("train/pos/0_9");
        corpus.Test[^1].Id.Should().Be("test/neg/9_4");
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string> ReviewFolders => Catalogue.AclImdb.Members;

    private ReviewCorpus Read(params (string Name, string Text)[] more) =>
        ImdbReviews.Read(folder.Write("a.tar.gz", ToyArchives.TarGz([.. ToyArchives.FourReviews, .. more])));
}
