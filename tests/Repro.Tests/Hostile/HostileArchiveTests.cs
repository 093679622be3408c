using System.IO.Compression;
using CsCheck;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Imdb;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>Archives made to harm: read or refused, in bounded memory and time.</summary>
public sealed partial class HostileArchiveTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_damaged_tar_gz_is_read_or_refused() =>
        Gen.OneOf(
                Mutated.Bytes(ToyArchives.TarGz(ToyArchives.FourReviews)),
                Mutated.Bytes(ToyArchives.Gunzip(ToyArchives.TarGz(ToyArchives.FourReviews))).Select(ToyArchives.Gzip)
            )
            .Sample(
                bytes => ReadOutcome.ReadOrRefused(() => ImdbReviews.Read(temp.Write("a.tar.gz", bytes))),
                iter: 1_000,
                threads: 1
            );

    [Fact]
    public void A_damaged_zip_is_read_or_refused() =>
        Mutated
            .Bytes(ToyArchives.Zip(("a.txt", "one 1 2"), ("b.txt", "two 2 3")))
            .Sample(
                bytes =>
                    ReadOutcome.ReadOrRefused(() =>
                    {
                        using var member = ZipMember.Open(temp.Write("a.zip", bytes), "a.txt", ArchiveLimits.Vectors);
                        member.CopyTo(Stream.Null);
                    }),
                iter: 1_000,
                threads: 1
            );

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public void A_description_of_gigabytes_is_refused_after_a_megabyte(char type)
    {
        const long Claimed = 2_000_000_000;
        var path = temp.At("bomb.tar.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(ToyTar.Header("PaxHeaders/a", Claimed, type));
            for (var left = 64; left > 0; left--)
                gzip.Write(new byte[1 << 20]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => Names(path), "*more than 1,048,576 bytes lie before its next entry*");
        // The megabyte that is read, its copies as a buffer grows; not the 64 that there are, nor the 2000 claimed.
        (GC.GetAllocatedBytesForCurrentThread() - before)
            .Should()
            .BeLessThan(8 << 20);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public void A_description_longer_than_any_array_is_refused(char type) =>
        Refused(
            () =>
                Names(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.Gzip([
                            .. ToyTar.Header("PaxHeaders/a", 0x1_FFFF_FFFF, type),
                            .. new byte[2 * ToyTar.Block],
                        ])
                    )
                ),
            "*damaged or truncated*"
        );

    [Fact]
    public void An_entry_gets_room_for_what_it_has_and_not_for_what_it_claims()
    {
        var path = temp.Write(
            "a.tar.gz",
            ToyArchives.Gzip([.. ToyTar.Header("aclImdb/train/pos/0_9.txt", 255 << 20), .. new byte[2 * ToyTar.Block]])
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => ImdbReviews.Read(path), "*damaged or truncated after entry 'aclImdb/train/pos/0_9.txt'*");
        // Buffers; the entry claims 255 MiB.
        (GC.GetAllocatedBytesForCurrentThread() - before)
            .Should()
            .BeLessThan(4 << 20);
    }

    [Fact]
    public void Entries_without_number_are_refused_before_they_are_all_read()
    {
        var path = temp.At("many.tar.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            for (var i = 0; i < 201_000; i++)
                gzip.Write(ToyTar.Header($"aclImdb/{i}", 0));
        using (var damaged = File.Open(path, FileMode.Open))
            damaged.SetLength(damaged.Length - 1_000); // Who reads to the end says so.
        Refused(() => Names(path), "*is entry 200,001, more than the limit of 200,000*");
    }

    [Fact]
    public void Headers_that_hold_for_all_entries_do_not_come_without_end()
    {
        var one = ToyTar.Header("g", 0, 'g');
        Refused(
            () =>
                Names(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.Gzip([
                            .. Enumerable.Repeat(one, 1_000).SelectMany(b => b),
                            .. new byte[2 * ToyTar.Block],
                        ])
                    )
                ),
            "*more than the limit of 16*"
        );
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_refused()
    {
        var header = ToyTar.Header("a?b", 0);
        header[1] = 0xFF;
        ToyTar.Sum(header);
        Refused(
            () => Names(temp.Write("a.tar.gz", ToyArchives.Gzip([.. header, .. new byte[2 * ToyTar.Block]]))),
            "*has a name that is not UTF-8*"
        );
    }

    [Fact]
    public void Marks_that_turn_the_reading_direction_do_not_reach_the_terminal() =>
        Refused(
            () =>
                ImdbReviews.Read(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.TarGz([.. ToyArchives.FourReviews, ("aclImdb/train/pos/\u202etxt.9_1.txt", "x")])
                    )
                ),
            "*aclImdb/train/pos/\ufffdtxt.9_1.txt is not named ID_RATING.txt*"
        );

    [Fact]
    public void Ten_sparse_gigabytes_are_refused_unread()
    {
        var path = temp.At("glove.6B.zip");
        using (var sparse = File.Create(path))
            sparse.SetLength(10L << 30);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) // Nobody else can read it.
            Refused(
                () =>
                    new Mirror(temp.Root, new ContentDigest(temp.At("cache")))
                        .FindAsync(Catalogue.Glove6B, "glove.6B.100d.txt")
                        .GetAwaiter()
                        .GetResult(),
                "*glove.6B.zip has 10,737,418,240 bytes, more than the limit of 6,897,460,904*"
            );
        Refused(
            () => ZipMember.Open(path, "glove.6B.100d.txt", ArchiveLimits.Vectors),
            "*not a zip file (it begins with the bytes 00 00 00 00)*"
        );
    }

    private static List<string> Names(string path) =>
        [.. TarGzReader.Files(path, ArchiveLimits.Reviews).Select(entry => entry.Name)];

    private static void Refused(Action read, string why) =>
        FluentActions
            .Invoking(read)
            .Should()
            .Throw<ReproException>()
            .WithMessage(why)
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
