using System.Formats.Tar;
using System.Text;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Archives;

public sealed class TarGzReaderTests : IDisposable
{
    private static readonly ArchiveLimits Small = new(Entries: 3, EntryBytes: 1000, TotalBytes: 1500);

    private readonly TempFolder folder = new();

    [Fact]
    public void Files_come_in_the_archives_order_with_their_content() =>
        Read(ToyArchives.TarGz(("b/2.txt", "two"), ("a.txt", "one"), ("b/empty", "")))
            .Should()
            .Equal("b/2.txt=two", "a.txt=one", "b/empty=");

    [Fact]
    public void Folders_a_leading_dot_and_global_headers_are_passed_over() =>
        Read(
                ToyArchives.TarGz(
                    new PaxGlobalExtendedAttributesTarEntry(
                        new Dictionary<string, string> { ["comment"] = "made by hand" }
                    ),
                    new PaxTarEntry(TarEntryType.Directory, "./"),
                    new PaxTarEntry(TarEntryType.Directory, "./a/"),
                    ToyArchives.File("./a/b.txt", (byte)'x')
                )
            )
            .Should()
            .Equal("a/b.txt=x");

    [Fact]
    public void Content_that_is_not_read_is_skipped() =>
        TarGzReader
            .Files(folder.Write("a.tar.gz", ToyArchives.TarGz(("a", new string('x', 900)), ("b", "y"))), Small)
            .Select(e => e.Name)
            .Should()
            .Equal("a", "b");

    [Theory]
    [InlineData("/etc/passwd", "has an absolute path")]
    [InlineData("C:/windows", "has an absolute path")]
    [InlineData("../outside", "has a path with an empty, '.' or '..' part")]
    [InlineData("a/../../outside", "has a path with an empty, '.' or '..' part")]
    [InlineData("a/..", "has a path with an empty, '.' or '..' part")]
    [InlineData("a/./b", "has a path with an empty, '.' or '..' part")]
    [InlineData("a//b", "has a path with an empty, '.' or '..' part")]
    [InlineData("a\\b", "has a backslash in its name")]
    public void An_odd_path_is_refused(string name, string why) =>
        Fails(ToyArchives.TarGz((name, "x")), $"entry '{name}' {why}");

    [Fact]
    public void Control_characters_in_a_name_do_not_reach_the_terminal() =>
        Fails(
            ToyArchives.TarGz(("a\u001b[2Jb", "x")),
            "entry 'a\ufffd[2Jb' has an empty name or control characters in it"
        );

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "a symbolic link")]
    [InlineData(TarEntryType.HardLink, "a hard link")]
    [InlineData(TarEntryType.Fifo, "a pipe")]
    [InlineData(TarEntryType.CharacterDevice, "a device")]
    [InlineData(TarEntryType.BlockDevice, "a device")]
    public void What_is_neither_file_nor_folder_is_refused(TarEntryType type, string what)
    {
        var entry = new PaxTarEntry(type, "odd");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "target";
        Fails(ToyArchives.TarGz(entry), $"entry 'odd' is {what}, but only files and folders are allowed");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "./a")]
    public void A_name_that_occurs_twice_is_refused(string first, string second) =>
        Fails(ToyArchives.TarGz((first, "1"), (second, "2")), $"entry '{second}' occurs twice");

    [Fact]
    public void An_oversized_entry_is_refused() =>
        Fails(
            ToyArchives.TarGz(("big", new string('x', 1001))),
            "entry 'big' has 1,001 bytes, more than the limit of 1,000"
        );

    [Fact]
    public void An_oversized_archive_is_refused() =>
        Fails(
            ToyArchives.TarGz(("a", new string('x', 800)), ("b", new string('x', 701))),
            "entry 'b' brings the archive to 1,501 bytes, more than the limit of 1,500"
        );

    [Fact]
    public void Too_many_entries_are_refused() =>
        Fails(
            ToyArchives.TarGz(("a", ""), ("b", ""), ("c", ""), ("d", "")),
            "entry 'd' is entry 4, more than the limit of 3"
        );

    [Fact]
    public void Endless_zeros_after_the_last_entry_are_refused()
    {
        var tar = ToyArchives.Gunzip(ToyArchives.TarGz(("a", "1")));
        Fails(
            ToyArchives.Gzip([.. tar, .. new byte[2_000_000]]),
            "damaged or truncated after entry 'a': more than 1,048,576 bytes follow its last entry"
        );
    }

    [Fact]
    public void A_gzip_cut_anywhere_never_passes_for_a_shorter_archive()
    {
        var whole = ToyArchives.TarGz(("a", Noise(700)), ("b", Noise(700)));
        for (var cut = 0; cut < whole.Length; cut += 3)
        {
            var path = folder.Write("a.tar.gz", whole[..cut]);
            Outcome(path).Should().BeOneOf(["refused", "read 2"], $"it was cut at {cut} of {whole.Length}");
        }

        static string Outcome(string path)
        {
            try
            {
                return $"read {ReadFile(path).Count}";
            }
            catch (ReproException)
            {
                return "refused";
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2048)]
    public void A_tar_without_its_closing_zeros_is_refused(int length)
    {
        var tar = ToyArchives.Gunzip(ToyArchives.TarGz(Ustar("a"), Ustar("b")));
        Fails(ToyArchives.Gzip(tar[..length]), "damaged or truncated*");
    }

    [Fact]
    public void A_flipped_bit_is_found_by_the_gzips_sum()
    {
        var packed = ToyArchives.TarGz(("a", "1"));
        packed[^8] ^= 1;
        Fails(packed, "damaged or truncated after entry 'a': *");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "it begins with '<!DOCTYPE'")]
    [InlineData("\ufeff\n\t<html>", "it begins with '<html>'")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "it begins with 'version'")]
    [InlineData("BZh91AY&SY\u0001", "it begins with the bytes 42 5a 68 39")]
    [InlineData("PK\u0003\u0004", "it begins with the bytes 50 4b 03 04")]
    [InlineData("", "it is empty")]
    public void What_is_not_gzip_is_reported_as_such(string text, string beginning) =>
        Fails(Encoding.UTF8.GetBytes(text), $"not a gzip file ({beginning})");

    [Fact]
    public void Damaged_data_are_not_said_to_be_of_an_unsupported_compression()
    {
        var packed = ToyArchives.TarGz(("a", Noise(900)));
        packed.AsSpan(100, 20).Fill(0xFF);
        Fails(packed, "damaged or truncated*: its compressed data are damaged");
    }

    public void Dispose() => folder.Dispose();

    private static UstarTarEntry Ustar(string name) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) };

    private static string Noise(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => (char)('!' + (i * i * 31 % 90))));

    private static List<string> ReadFile(string path) =>
        [
            .. TarGzReader
                .Files(path, Small)
                .Select(entry => $"{entry.Name}={Encoding.UTF8.GetString(entry.ReadAll(path))}"),
        ];

    private List<string> Read(byte[] archive) => ReadFile(folder.Write("a.tar.gz", archive));

    private void Fails(byte[] archive, string why) =>
        FluentActions
            .Invoking(() => Read(archive))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"a.tar.gz: {why}. Replace the archive with the published one.")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
