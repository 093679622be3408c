using System.Text;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Archives;

/// <summary>What is not name or content of a file never refuses a tar.</summary>
public sealed class TarMetadataTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData(108, "37777777\0")] // 2^31 and more, which GNU tar writes as octal digits up to 2^21 alone.
    [InlineData(108, "\u0080\0\0\0\u00b2\u00d0\u005e\0")] // 3,000,000,000 in base 256.
    [InlineData(116, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fe")] // -2.
    [InlineData(136, "77777777777\0")] // The year 2242.
    [InlineData(136, "\u0080\0\0\0\0\0\0\u0080\0\0\0\0")] // Far beyond the year 9999.
    [InlineData(136, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")] // 1969.
    [InlineData(136, "nonsense")]
    [InlineData(100, "\u0001\u0002\u0003")]
    [InlineData(
        329,
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"
    )]
    [InlineData(265, "\u00ff\u00fe no text")]
    public void Owners_times_and_devices_may_be_anything(int at, string field) =>
        Read(ToyTar.Entry("a", "x", alter: block => Encoding.Latin1.GetBytes(field).CopyTo(block, at)))
            .Should()
            .Equal("a=x");

    [Theory]
    [InlineData("mtime", "999999999999999.5")]
    [InlineData("mtime", "-1")]
    [InlineData("mtime", "then")]
    [InlineData("uid", "4294967294")]
    [InlineData("gid", "-2")]
    [InlineData("uname", "\0\u00ff")]
    [InlineData("SCHILY.xattr.user.tag", "\u0001\n\u0002")]
    [InlineData("LIBARCHIVE.creationtime", "300000000000")]
    [InlineData("comment", "")]
    public void So_may_records_of_extended_headers(string key, string value) =>
        Read(ToyTar.Pax('x', (key, value)), ToyTar.Entry("a", "x")).Should().Equal("a=x");

    [Fact]
    public void A_name_and_a_size_in_an_extended_header_go_before_those_of_the_header() =>
        Read(
                ToyTar.Pax('x', ("path", "ä/b"), ("size", "3"), ("mtime", "1")),
                ToyTar.Header("a", 0),
                ToyTar.Padded("xyz"),
                ToyTar.Entry("c", "u")
            )
            .Should()
            .Equal("ä/b=xyz", "c=u");

    [Fact]
    public void A_long_name_of_GNU_goes_before_that_of_the_header() =>
        Read(
                ToyTar.Entry("././@LongLink", new string('n', 200) + "\0", 'L'),
                ToyTar.Entry("././@LongLink", "target\0", 'K'),
                ToyTar.Entry("n", "x")
            )
            .Should()
            .Equal(new string('n', 200) + "=x");

    [Fact]
    public void A_prefix_is_part_of_a_POSIX_name_and_of_no_other()
    {
        Read(ToyTar.Entry("a", "x", alter: block => ToyTar.Put(block, 345, "folder"))).Should().Equal("folder/a=x");
        Read(
                ToyTar.Entry(
                    "a",
                    "x",
                    alter: block =>
                    {
                        ToyTar.Put(block, 257, "ustar  \0");
                        ToyTar.Put(block, 345, "01234567012");
                    }
                )
            )
            .Should()
            .Equal("a=x");
    }

    [Fact]
    public void Headers_without_a_format_are_read_as_before_POSIX() =>
        Read(
                ToyTar.Entry("a/", "", '\0', block => block.AsSpan(257, 8).Clear()),
                ToyTar.Entry("a/b", "x", '\0', block => block.AsSpan(257, 8).Clear())
            )
            .Should()
            .Equal("a/b=x");

    [Fact]
    public void A_sum_of_signed_bytes_is_a_sum()
    {
        var entry = ToyTar.Entry("aa", "x");
        Encoding.UTF8.GetBytes("ä").CopyTo(entry, 0);
        var sum = 0;
        for (var i = 0; i < ToyTar.Block; i++)
            sum += i is >= 148 and < 156 ? ' ' : (sbyte)entry[i];
        ToyTar.Put(entry, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0");
        Read(entry).Should().Equal("ä=x");
    }

    [Fact]
    public void Folders_and_volumes_are_passed_over_however_often() =>
        Read(
                ToyTar.Entry("backup", "", 'V'),
                ToyTar.Entry("a", "", '5'),
                ToyTar.Entry("a/", "", '5'),
                ToyTar.Entry("a/", "Yb\0", 'D'),
                ToyTar.Entry("a/b", "x")
            )
            .Should()
            .Equal("a/b=x");

    [Fact]
    public void The_picture_of_a_macOS_folder_is_not_an_odd_name() =>
        Read(ToyTar.Entry("a/Icon\r", ""), ToyTar.Entry("a/b", "x")).Should().Equal("a/Icon\r=", "a/b=x");

    [Theory]
    [InlineData(
        124,
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "a header's size is not a number"
    )]
    [InlineData(124, "0000000001x", "a header's size is not a number")]
    [InlineData(
        124,
        "\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "a header's size is not a number"
    )]
    public void A_size_that_is_none_is_refused(int at, string field, string why) =>
        Fails(why, ToyTar.Entry("a", "x", alter: block => Encoding.Latin1.GetBytes(field).CopyTo(block, at)));

    [Fact]
    public void A_size_in_base_256_is_read() =>
        Read(
                ToyTar.Entry(
                    "a",
                    "x",
                    alter: block => new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }.CopyTo(block, 124)
                )
            )
            .Should()
            .Equal("a=x");

    [Fact]
    public void A_wrong_sum_is_refused()
    {
        var entry = ToyTar.Entry("a", "x");
        entry[0]++;
        Fails("a header's checksum is *, not * as it says", entry);
    }

    [Theory]
    [InlineData("path", "b")]
    [InlineData("size", "3")]
    [InlineData("GNU.sparse.name", "b")]
    public void A_global_header_gives_no_entry_its_name_or_size(string key, string value) =>
        Fails(
            $"a global header gives every entry the same {key}",
            ToyTar.Pax('g', (key, value)),
            ToyTar.Entry("a", "x")
        );

    [Theory]
    [InlineData("no length\n")]
    [InlineData("99 a=b\n")]
    [InlineData("6 a=b?")]
    [InlineData("0 a=b\n")]
    [InlineData("5 ab\n")]
    [InlineData("9999999999 a=b\n")]
    [InlineData("12 size=-12\n")]
    public void A_malformed_extended_header_is_refused(string records) =>
        Fails("*malformed", ToyTar.Entry("PaxHeaders/a", records, 'x'), ToyTar.Entry("a", "x"));

    public void Dispose() => folder.Dispose();

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
}
