using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// Reading an archive writes one thing, the note of what a repackaged one holds; without it the archive is read once
/// more.
/// </summary>
public sealed class ArchiveFileFaultTests : IDisposable
{
    private static readonly Repackaging Reviews = new(ContentKind.LabelledReviews, null, "", "");
    private static readonly string FileDigest = new('f', 64);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [SkippableFact]
    public Task Sigkill_while_the_content_is_noted_leaves_no_note_and_the_next_run_makes_it() =>
        Ended_leaves_no_note_and_the_next_run_makes_it("KILL");

    [SkippableFact]
    public Task Sigterm_while_the_content_is_noted_leaves_no_note_and_the_next_run_makes_it() =>
        Ended_leaves_no_note_and_the_next_run_makes_it("TERM");

    [SkippableFact]
    public void Disk_full_keeps_no_note_and_the_archive_is_still_used()
    {
        using var disk = new SmallDisk(pages: 8);
        disk.Fill(pages: 0);
        UsedWithoutANote(disk.At("cache"));
        disk.Empty();
        Noted(disk.At("cache"));
    }

    [SkippableFact]
    public void Read_only_folder_keeps_no_note_and_the_archive_is_still_used()
    {
        using var disk = new SmallDisk(pages: 8);
        disk.MakeReadOnly();
        UsedWithoutANote(disk.At("cache"));
        disk.MakeReadOnly(false);
        Noted(disk.At("cache"));
    }

    [SkippableTheory]
    [InlineData("a.tar.gz")]
    [InlineData("a.zip")]
    public void Io_error_is_reported_with_the_archives_name_and_nothing_is_read(string name)
    {
        BrokenDisk.UnderReading(temp.At(name));
        FluentActions
            .Invoking(() => Read(temp.At(name)))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"*{name}*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    [Theory]
    [InlineData("a.tar.gz")]
    [InlineData("a.zip")]
    public void Truncated_file_is_refused_where_anything_of_its_content_is_missing(string name)
    {
        var (path, whole) = Written(name);
        var right = Read(path);
        // A tar ends with two empty blocks, and gzip with a checksum and a length.
        var end = ToyArchives.Gzip(new byte[2 * ToyTar.Block]);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                Read(path).Should().Equal(right, "it was not refused for ending at byte {0}", length);
                (whole.Length - length)
                    .Should()
                    .BeLessThanOrEqualTo(end.Length, "only an archive's own end may be missing");
            }
            catch (ReproException e)
            {
                e.ExitCode.Should().Be(ExitCode.InputMissing);
            }
        }
    }

    [Fact]
    public async Task Flipped_bit_in_a_zip_is_found_by_its_digest()
    {
        var (path, whole) = Written("a.zip");
        var entry = new CatalogueEntry(
            "a",
            "a.zip",
            new Uri("https://example.org/a.zip"),
            whole.Length,
            RunMarker.DigestOf(path),
            "None.",
            [],
            "a*.zip",
            []
        );
        var mirror = new Mirror(temp.Root, new ContentDigest(temp.At("cache")));
        (await mirror.FindAsync(entry)).Should().NotBeNull();
        Damage.Flip(path);
        (await FluentActions.Awaiting(() => mirror.FindAsync(entry)).Should().ThrowAsync<ReproException>())
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    [Fact]
    public void Flipped_bit_in_a_tar_is_refused_or_changes_nothing()
    {
        var (path, whole) = Written("a.tar.gz");
        var right = Read(path);
        var refused = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, flipped);
            try
            {
                Read(path).Should().Equal(right, "bit {0} of byte {1} is none that a review is made of", i % 8, i);
            }
            catch (ReproException)
            {
                refused++;
            }
        }

        // Gzip's header and the archive's end hold nothing that a review is made of.
        refused.Should().BeGreaterThanOrEqualTo(whole.Length - ToyArchives.Gzip(new byte[2 * ToyTar.Block]).Length);
    }

    private static string NoteIn(string cache) =>
        Path.Combine(cache, "contents", $"{FileDigest}.labelled-reviews.json");

    private static string Digest(string cache, string archive) =>
        new ContentDigest(cache).Compute(archive, FileDigest, Reviews);

    private async Task Ended_leaves_no_note_and_the_next_run_makes_it(string signal)
    {
        using var disk = new SmallDisk(pages: 8);
        await DoomedProcess.EndWritingAsync(
            disk,
            Path.GetFileName(NoteIn("")),
            signal,
            Digest,
            [disk.At("cache"), Archive()]
        );
        File.Exists(NoteIn(disk.At("cache"))).Should().BeFalse();
        Noted(disk.At("cache"));
    }

    private void UsedWithoutANote(string cache)
    {
        Digest(cache, Archive()).Should().Be(ContentDigest.Compute(Archive(), Reviews));
        File.Exists(NoteIn(cache)).Should().BeFalse();
    }

    private void Noted(string cache)
    {
        Digest(cache, Archive()).Should().Be(ContentDigest.Compute(Archive(), Reviews));
        ContentDigest.Remembered(NoteIn(cache), FileDigest).Should().NotBeNull();
    }

    private string Archive() => temp.Write("reviews.tar.gz", ToyArchives.TarGz(ToyArchives.FourReviews));

    private (string Path, byte[] Whole) Written(string name)
    {
        var whole =
            name == "a.zip"
                ? ToyArchives.Zip(("a.txt", "One line.\nAnd another.\n"))
                : ToyArchives.TarGz(ToyArchives.FourReviews);
        return (temp.Write(name, whole), whole);
    }

    /// <summary>All that is in it.</summary>
    private static byte[] Read(string path)
    {
        var all = new MemoryStream();
        if (Path.GetExtension(path) == ".zip")
        {
            using var member = ZipMember.Open(path, "a.txt", ArchiveLimits.Vectors);
            member.CopyTo(all);
        }
        else
        {
            foreach (var review in ReviewArchive.ReadFiles(path))
                all.Write(System.Text.Encoding.UTF8.GetBytes(review.ToString()));
        }

        return all.ToArray();
    }
}
