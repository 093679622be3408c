using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Imdb;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>Archives made to harm: read or refused, in bounded memory and time.</summary>
public sealed partial class HostileArchiveTests : IDisposable
{
    private const int Block = 512;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_damaged_tar_gz_is_read_or_refused() =>
        Gen.OneOf(
                Mutated.Bytes(ToyArchives.TarGz(ToyArchives.FourReviews)),
                Mutated.Bytes(ToyArchives.Gunzip(ToyArchives.TarGz(ToyArchives.FourReviews))).Select(ToyArchives.Gzip)
            )
            .Sample(
                bytes => Outcome.ReadOrRefused(() => ImdbReviews.Read(temp.Write("a.tar.gz", bytes))),
                iter: 1_000,
                threads: 1
            );

    [Fact]
    public void A_damaged_zip_is_read_or_refused() =>
        Mutated
            .Bytes(ToyArchives.Zip(("a.txt", "one 1 2"), ("b.txt", "two 2 3")))
            .Sample(
                bytes =>
                    Outcome.ReadOrRefused(() =>
                    {
                        using var member = ZipMember.Open(temp.Write("a.zip", bytes), "a.txt", ArchiveLimits.Vectors);
                        member.CopyTo(Stream.Null);
                    }),
                iter: 1_000,
                threads: 1
            );

    [Theory]
    [InlineData((byte)'x')]
    [InlineData((byte)'g')]
    [InlineData((byte)'L')]
    [InlineData((byte)'K')]
    public void A_description_of_gigabytes_is_refused_after_a_megabyte(byte type)
    {
        const long Claimed = 2_000_000_000;
        var path = temp.At("bomb.tar.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Header("PaxHeaders/a", Claimed, type));
            for (var left = 64; left > 0; left--)
                gzip.Write(new byte[1 << 20]);
        }

        var before = Resident();
        Refused(() => Names(path), "*more than 1,048,576 bytes lie before its next entry*");
        (Resident() - before).Should().BeLessThan(256 << 20);
    }

    /// <summary>
    /// The library's own limit is an array's; what it throws there is no kind of damage that it documents.
    /// </summary>
    [Theory]
    [InlineData((byte)'x')]
    [InlineData((byte)'g')]
    [InlineData((byte)'L')]
    [InlineData((byte)'K')]
    public void A_description_longer_than_any_array_is_refused(byte type) =>
        Refused(
            () =>
                Names(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.Gzip([.. Header("PaxHeaders/a", 0x1_FFFF_FFFF, type), .. new byte[2 * Block]])
                    )
                ),
            "*damaged or truncated*"
        );

    [Fact]
    public void An_entry_gets_room_for_what_it_has_and_not_for_what_it_claims()
    {
        var path = temp.Write(
            "a.tar.gz",
            ToyArchives.Gzip([.. Header("aclImdb/train/pos/0_9.txt", 255 << 20, (byte)'0'), .. new byte[2 * Block]])
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => ImdbReviews.Read(path), "*damaged or truncated after entry 'aclImdb/train/pos/0_9.txt'*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 << 20);
    }

    [Fact]
    public void A_million_entries_are_refused_before_they_are_all_read()
    {
        var path = temp.At("many.tar.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            for (var i = 0; i < 1_000_000; i++)
                gzip.Write(Header($"aclImdb/{i}", 0, (byte)'0'));
        var watch = Stopwatch.StartNew();
        Refused(() => Names(path), "*is entry 200,001, at most 200,000 are read*");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Headers_that_hold_for_all_entries_do_not_come_without_end()
    {
        var one = Header("g", 0, (byte)'g');
        Refused(
            () =>
                Names(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.Gzip([.. Enumerable.Repeat(one, 1_000).SelectMany(b => b), .. new byte[2 * Block]])
                    )
                ),
            "*at most 16 are read*"
        );
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_refused()
    {
        var header = Header("a?b", 0, (byte)'0');
        header[1] = 0xFF;
        Sum(header);
        Refused(
            () => Names(temp.Write("a.tar.gz", ToyArchives.Gzip([.. header, .. new byte[2 * Block]]))),
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
        var watch = Stopwatch.StartNew();
        Refused(
            () =>
                new Mirror(temp.Root, new ContentDigest(temp.At("cache")))
                    .FindAsync(Catalogue.Glove6B, "glove.6B.100d.txt")
                    .GetAwaiter()
                    .GetResult(),
            "*glove.6B.zip has 10,737,418,240 bytes, at most 6,897,460,904 are read*"
        );
        Refused(() => ZipMember.Open(path, "glove.6B.100d.txt", ArchiveLimits.Vectors), "*damaged or truncated*");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    private static List<string> Names(string path) =>
        [.. TarGzReader.Files(path, ArchiveLimits.Reviews).Select(entry => entry.Name)];

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Refused(Action read, string why) =>
        FluentActions
            .Invoking(read)
            .Should()
            .Throw<ReproException>()
            .WithMessage(why)
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);

    private static byte[] Header(string name, long size, byte type)
    {
        var header = new byte[Block];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(header, 124);
        Encoding.ASCII.GetBytes("00000000000").CopyTo(header, 136);
        header[156] = type;
        Encoding.ASCII.GetBytes("ustar\u000000").CopyTo(header, 257);
        Sum(header);
        return header;
    }

    private static void Sum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0").CopyTo(header, 148);
    }
}
