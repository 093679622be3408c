using System.Diagnostics;
using System.Globalization;
using System.Text;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Archives;

/// <summary>Files that GNU tar packs without their zeros are read with them.</summary>
public sealed class SparseTarTests : IDisposable
{
    private const string Content = "\0\0ab\0c\0\0\0";

    private readonly TempFolder folder = new();

    [Fact]
    public void Format_0_0_has_a_record_for_every_number() =>
        Read(
                ToyTar.Pax(
                    'x',
                    ("GNU.sparse.size", "9"),
                    ("GNU.sparse.numblocks", "2"),
                    ("GNU.sparse.offset", "2"),
                    ("GNU.sparse.numbytes", "2"),
                    ("GNU.sparse.offset", "5"),
                    ("GNU.sparse.numbytes", "1")
                ),
                ToyTar.Entry("a", "abc"),
                ToyTar.Entry("b", "x")
            )
            .Should()
            .Equal($"a={Content}", "b=x");

    [Fact]
    public void Format_0_1_has_one_record_for_all() =>
        Read(
                ToyTar.Pax(
                    'x',
                    ("GNU.sparse.name", "a"),
                    ("GNU.sparse.size", "9"),
                    ("GNU.sparse.numblocks", "2"),
                    ("GNU.sparse.map", "2,2,5,1")
                ),
                ToyTar.Entry("GNUSparseFile.0/a", "abc"),
                ToyTar.Entry("b", "x")
            )
            .Should()
            .Equal($"a={Content}", "b=x");

    [Theory]
    [InlineData("2\n2\n2\n5\n1\n")]
    [InlineData("3\n2\n2\n5\n1\n9\n0\n")]
    public void Format_1_0_has_them_before_the_data(string map) =>
        Read(
                Format10(9),
                ToyTar.Header("GNUSparseFile.0/a", 515),
                ToyTar.Padded(map),
                ToyTar.Padded("abc"),
                ToyTar.Entry("b", "x")
            )
            .Should()
            .Equal($"a={Content}", "b=x");

    [Fact]
    public void A_map_of_many_blocks_is_read()
    {
        var map = "300\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{10 * i}\n1\n"));
        Read(
                Format10(3000),
                ToyTar.Header("GNUSparseFile.0/a", ToyTar.Padded(map).Length + 300),
                ToyTar.Padded(map),
                ToyTar.Padded(new string('x', 300))
            )
            .Should()
            .Equal("a=" + string.Concat(Enumerable.Repeat("x\0\0\0\0\0\0\0\0\0", 300)));
    }

    [Fact]
    public void The_older_format_has_them_in_the_header() =>
        Read(ToyTar.Entry("a", "abc", 'S', block => Old(block, 386, 483, 2, 5)), ToyTar.Entry("b", "x"))
            .Should()
            .Equal($"a={Content}", "b=x");

    [Fact]
    public void The_older_format_continues_in_blocks_of_its_own()
    {
        var more = new byte[ToyTar.Block];
        ToyTar.Put(more, 0, "00000000005\000000000001\0");
        Read(
                ToyTar.Header(
                    "a",
                    3,
                    'S',
                    block =>
                    {
                        Old(block, 386, 483, 2);
                        block[482] = 1;
                    }
                ),
                more,
                ToyTar.Padded("abc"),
                ToyTar.Entry("b", "x")
            )
            .Should()
            .Equal($"a={Content}", "b=x");
    }

    [Fact]
    public void What_is_not_read_is_skipped() =>
        TarGzReader
            .Files(
                folder.Write(
                    "a.tar.gz",
                    ToyTar.Gzip(
                        ToyTar.Entry("a", "abc", 'S', block => Old(block, 386, 483, 2, 5)),
                        ToyTar.Entry("b", "x")
                    )
                ),
                ArchiveLimits.Reviews
            )
            .Select(entry => (entry.Name, entry.Length))
            .Should()
            .Equal(("a", 9), ("b", 1));

    [Theory]
    [InlineData("2,2,3,1")] // One overlaps the other.
    [InlineData("2,2")] // Fewer bytes than are stored.
    [InlineData("2,3,9,0,5")]
    [InlineData("8,3")] // Beyond the end.
    [InlineData("2,3,")]
    [InlineData("99999999999999999999,3")]
    public void A_map_that_does_not_fit_is_refused(string map) =>
        Fails(
            "the map of a sparse file is malformed",
            ToyTar.Pax('x', ("GNU.sparse.size", "9"), ("GNU.sparse.map", map)),
            ToyTar.Entry("a", "abc")
        );

    [Theory]
    [InlineData("9999999\n")]
    [InlineData("9999999999999999999\n")]
    [InlineData("x\n")]
    public void A_map_without_end_is_refused(string map) =>
        Fails(
            "*",
            Format10(9),
            ToyTar.Header("a", 4 << 20),
            ToyTar.Padded(map),
            ToyTar.Padded(new string('1', 4 << 20))
        );

    [SkippableTheory]
    [InlineData("--format=gnu")]
    [InlineData("--format=posix", "--sparse-version=0.0")]
    [InlineData("--format=posix", "--sparse-version=0.1")]
    [InlineData("--format=posix", "--sparse-version=1.0")]
    public void What_GNU_tar_packs_is_read(params string[] format)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "GNU tar is Linux's");
        Directory.CreateDirectory(folder.At("files"));
        using (var file = File.Create(folder.At("files", "a")))
        {
            file.SetLength(10_000_000);
            for (var i = 0; i < 60; i++)
            {
                file.Position = 100_000 * (i + 1);
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"here {i}")));
            }
        }

        string[] strange = ["--owner=nobody:3000000000", "--mtime=@999999999999", "--label=x"];
        using var tar = Process.Start(
            "tar",
            [.. format, "--sparse", .. strange, "-czf", folder.At("a.tar.gz"), "-C", folder.At("files"), "a"]
        );
        tar.WaitForExit();
        tar.ExitCode.Should().Be(0);

        var read = TarGzReader
            .Files(folder.At("a.tar.gz"), ArchiveLimits.Reviews)
            .Select(e => (e.Name, e.ReadAll("a")))
            .Single();
        read.Name.Should().Be("a");
        read.Item2.AsSpan().SequenceEqual(File.ReadAllBytes(folder.At("files", "a"))).Should().BeTrue();
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The header of a file of nine bytes: two of data at the first offset, one at the second.</summary>
    private static void Old(byte[] block, int at, int lengthAt, params long[] offsets)
    {
        ToyTar.Put(block, 257, "ustar  \0");
        ToyTar.Put(block, lengthAt, "00000000011\0");
        var bytes = 2;
        foreach (var offset in offsets)
        {
            ToyTar.Put(block, at, $"{Convert.ToString(offset, 8).PadLeft(11, '0')}\0{bytes--:d11}\0");
            at += 24;
        }
    }

    private List<string> Read(params byte[][] parts) =>
        [
            .. TarGzReader
                .Files(folder.Write("a.tar.gz", ToyTar.Gzip(parts)), ArchiveLimits.Reviews)
                .Select(entry => $"{entry.Name}={Encoding.UTF8.GetString(entry.ReadAll("a.tar.gz"))}"),
        ];

    private void Fails(string why, params byte[][] parts) =>
        FluentActions
            .Invoking(() => Read(parts))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"a.tar.gz: damaged or truncated: {why}. Replace the archive with the published one.");

    private static byte[] Format10(long length) =>
        ToyTar.Pax(
            'x',
            ("GNU.sparse.major", "1"),
            ("GNU.sparse.minor", "0"),
            ("GNU.sparse.name", "a"),
            ("GNU.sparse.realsize", length.ToString(CultureInfo.InvariantCulture))
        );
}
