using System.Security.Cryptography;
using System.Text;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Imdb;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch;

public sealed class MirrorTests : IDisposable
{
    private static readonly byte[] Official = ToyArchives.TarGz([
        .. ToyArchives.FourReviews,
        ("aclImdb/README", "Large Movie Review Dataset"),
    ]);
    private static readonly byte[] Repackaged = ToyArchives.TarGz([.. ToyArchives.FourReviews.Reverse()]);
    private static readonly byte[] Other = ToyArchives.TarGz([
        .. ToyArchives.FourReviews,
        ("aclImdb/train/pos/1_9.txt", "Added."),
    ]);
    private static readonly byte[] VectorZip = ToyArchives.Zip(("v.100d.txt", "the 1 2"));

    private readonly TempFolder folder = new();

    [Fact]
    public async Task The_official_archive_is_accepted_by_its_digest()
    {
        var path = folder.Write("mirror/reviews.tar.gz", Official);
        (await Find(Reviews())).Should().Be(new FetchedArchive(Reviews(), path, Hex(Official), ArchiveSource.Mirror));
    }

    [Theory]
    [InlineData("reviews.tar.gz")]
    [InlineData("reviews-labelled.tar.gz")]
    public async Task A_repackaged_archive_is_accepted_by_the_digest_of_its_content(string name)
    {
        var path = folder.Write($"mirror/{name}", Repackaged);
        (await Find(Reviews()))
            .Should()
            .Be(new FetchedArchive(Reviews(), path, Hex(Repackaged), ArchiveSource.Mirror, "Packed again."));
    }

    [Fact]
    public async Task The_official_archive_goes_before_a_repackaged_one()
    {
        folder.Write("mirror/reviews-a.tar.gz", Repackaged);
        folder.Write("mirror/reviews.tar.gz", Official);
        (await Find(Reviews()))!.Note.Should().BeNull();
    }

    [Fact]
    public async Task Other_content_is_refused_with_what_was_found_and_expected()
    {
        folder.Write("mirror/reviews.tar.gz", Other);
        var failure = await FluentActions
            .Awaiting(() => Find(Reviews()))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage(
                $"data mirror: {folder.At("mirror")} has no acceptable reviews: reviews.tar.gz has sha256 "
                    + $"{Hex(Other)}, content {Content(Other)}. "
                    + $"Expected sha256 {Hex(Official)}, or content {Content(Official)}; replace or remove the file."
            );
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_with_the_reason()
    {
        folder.Write("mirror/reviews.tar.gz", Official[..100]);
        await FluentActions
            .Awaiting(() => Find(Reviews()))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage("*reviews.tar.gz has sha256 *, unreadable: reviews.tar.gz: damaged or truncated*");
    }

    [Fact]
    public async Task A_good_archive_beside_a_damaged_one_is_found()
    {
        folder.Write("mirror/reviews.tar.gz", Official[..100]);
        folder.Write("mirror/reviews-again.tar.gz", Repackaged);
        var found = await Find(Reviews());
        found!.Note.Should().Be("Packed again.");
        found
            .PassedOver.Should()
            .ContainSingle()
            .Which.Should()
            .Match("reviews.tar.gz has sha256 *, unreadable: reviews.tar.gz: damaged or truncated*");
    }

    [Fact]
    public async Task Other_files_do_not_hide_a_good_archive()
    {
        folder.Write("mirror/reviews.tar.gz/unpacked", []);
        folder.Write("mirror/reviews-0.tar.gz", []);
        folder.Write("mirror/reviews-1.tar.gz", Encoding.UTF8.GetBytes("<!DOCTYPE html>"));
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(folder.At("mirror", "reviews-2.tar.gz"), folder.At("nowhere"));
        File.CreateSymbolicLink(folder.At("mirror", "reviews-3.tar.gz"), "reviews-3.tar.gz");
        folder.Write("mirror/reviews-4.tar.gz", Other);
        folder.Write("mirror/reviews-5.tar.gz", Repackaged);
        folder.Write("mirror/reviews-6.tar.gz", Official[..50]);
        var found = await Find(Reviews());
        found!.Path.Should().EndWith("reviews-5.tar.gz");
        string.Join('\n', found.PassedOver)
            .Should()
            .Match(
                """
                reviews.tar.gz is a folder
                reviews-0.tar.gz is empty, or not a regular file
                reviews-1.tar.gz is not a gzip file (it begins with '<!DOCTYPE')
                reviews-2.tar.gz cannot be read: *
                reviews-3.tar.gz cannot be read: *
                reviews-4.tar.gz has sha256 *, content *
                """
            );
    }

    [Fact]
    public async Task The_official_file_is_known_under_the_name_of_a_second_download()
    {
        var entry = Vectors() with { Sha256 = Hex(VectorZip), Size = VectorZip.Length, Repackagings = [] };
        folder.Write("mirror/v (1).zip", VectorZip);
        (await Find(entry, "v.50d.txt"))!.Sha256.Should().Be(Hex(VectorZip));
    }

    [Fact]
    public async Task Archives_of_other_names_are_left_alone()
    {
        folder.Write("mirror/others.tar.gz", Official);
        (await Find(Reviews())).Should().BeNull();
    }

    [Fact]
    public async Task A_repackaging_of_one_member_serves_that_member_alone()
    {
        folder.Write("mirror/v-words.zip", VectorZip);
        (await Find(Vectors(), "v.100d.txt"))!.Note.Should().Be("Fewer words.");
        (await Find(Vectors(), "v.50d.txt")).Should().BeNull();
        (await Find(Vectors())).Should().BeNull();
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_an_error()
    {
        var failure = await FluentActions
            .Awaiting(() => Find(Reviews()))
            .Should()
            .ThrowAsync<ReproException>()
            .WithMessage(
                $"data mirror: {folder.At("mirror")} is not an existing folder. Name one with "
                    + "--data-mirror=DIR or REPRO_DATA_MIRROR, or leave the setting out."
            );
        failure.Which.ExitCode.Should().Be(ExitCode.InputMissing);
    }

    public void Dispose() => folder.Dispose();

    private static CatalogueEntry Reviews() =>
        new(
            "reviews",
            "reviews.tar.gz",
            new Uri("https://example.invalid/reviews.tar.gz"),
            Official.Length,
            Hex(Official),
            "None.",
            [],
            "reviews*.tar.gz",
            [new Repackaging(ContentKind.LabelledReviews, null, Content(Official), "Packed again.")]
        );

    private static CatalogueEntry Vectors() =>
        new(
            "v",
            "v.zip",
            new Uri("https://example.invalid/v.zip"),
            1,
            new string('0', 64),
            "None.",
            ["v.50d.txt", "v.100d.txt"],
            "v*.zip",
            [new Repackaging(ContentKind.Member, "v.100d.txt", Hex(Encoding.UTF8.GetBytes("the 1 2")), "Fewer words.")]
        );

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Content(byte[] archive)
    {
        using var folder = new TempFolder();
        return ImdbReviews.Read(folder.Write("a.tar.gz", archive)).Digest;
    }

    private Task<FetchedArchive?> Find(CatalogueEntry entry, string? member = null) =>
        new Mirror(folder.At("mirror"), new ContentDigest(folder.At("cache"))).FindAsync(entry, member);
}
