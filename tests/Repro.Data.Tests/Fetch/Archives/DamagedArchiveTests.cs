using System.Formats.Tar;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Archives;

/// <summary>
/// Whichever byte of an archive is wrong: it is read, or it is refused by name, and nothing else ever comes out.
/// </summary>
public sealed class DamagedArchiveTests : IDisposable
{
    private const int TarHeader = 512,
        AfterName = 100;

    private static readonly byte[] Wrong = [0x80, 0xFF, (byte)'9'];

    private static readonly ArchiveLimits Small = new(Entries: 3, EntryBytes: 1000, TotalBytes: 1500);

    private readonly TempFolder folder = new();

    [Fact]
    public void A_tar_header_with_a_wrong_byte_and_a_right_checksum_is_refused_for_its_size_or_type_alone()
    {
        var tar = ToyArchives.Gunzip(
            ToyArchives.TarGz(new GnuTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream([1, 2]) })
        );
        var refused = new SortedSet<int>();
        for (var position = AfterName; position < TarHeader; position++)
            foreach (var damaged in WithOneWrongByte(tar, position, position + 1))
            {
                ToyTar.Sum(damaged.AsSpan(0, TarHeader));
                var path = folder.Write("a.tar.gz", ToyArchives.Gzip(damaged));
                if (
                    Refusals(() =>
                    {
                        foreach (var entry in TarGzReader.Files(path, Small))
                            entry.ReadAll(path);
                    }) > 0
                )
                    refused.Add(position);
            }

        refused.Should().Equal([.. Enumerable.Range(124, 12), 156]);
    }

    [Fact]
    public void A_zip_with_a_wrong_byte_is_read_or_refused()
    {
        var zip = ToyArchives.Zip(("a.txt", "12345"));
        var refusals = 0;
        foreach (var damaged in WithOneWrongByte(zip, 0, zip.Length))
        {
            var path = folder.Write("a.zip", damaged);
            refusals += Refusals(() =>
            {
                using var stream = ZipMember.Open(path, "a.txt", Small);
                stream.CopyTo(Stream.Null);
            });
        }

        // Any wrong byte is found in three signatures, and in the directory's checksum, sizes, name and offset.
        refusals.Should().BeGreaterThanOrEqualTo(Wrong.Length * ((3 * 4) + 4 + (2 * 4) + "a.txt".Length + 4));
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<byte[]> WithOneWrongByte(byte[] good, int first, int end) =>
        from position in Enumerable.Range(first, end - first)
        from wrong in Wrong
        select (byte[])[.. good.AsSpan(0, position), wrong, .. good.AsSpan(position + 1)];

    private static int Refusals(Action read)
    {
        try
        {
            read();
            return 0;
        }
        catch (ReproException)
        {
            return 1;
        }
    }
}
