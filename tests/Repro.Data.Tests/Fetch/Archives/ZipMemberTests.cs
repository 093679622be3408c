using System.Buffers.Binary;
using System.Text;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Archives;

public sealed class ZipMemberTests : IDisposable
{
    private static readonly ArchiveLimits Small = new(Entries: 3, EntryBytes: 1000, TotalBytes: 1500);

    private readonly TempFolder folder = new();

    [Fact]
    public void A_member_is_read_as_a_stream_of_its_length() =>
        Read(ToyArchives.Zip(("a.txt", "one"), ("b.txt", "two"))).Should().Be("one");

    [Fact]
    public void Closing_the_stream_closes_the_zip()
    {
        var path = folder.Write("a.zip", ToyArchives.Zip(("a.txt", "one")));
        ZipMember.Open(path, "a.txt", Small).Dispose();
        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        exclusive.Length.Should().BePositive();
    }

    [Fact]
    public void A_missing_member_is_named_with_those_there_are() =>
        FluentActions
            .Invoking(() => Read(ToyArchives.Zip(("b.txt", "two"), ("c.txt", "three"))))
            .Should()
            .Throw<ReproException>()
            .WithMessage("a.zip: has no member a.txt, only b.txt, c.txt. Replace the archive with the published one.");

    [Theory]
    [InlineData("/a.txt", "has an absolute path")]
    [InlineData("../a.txt", "has a path with an empty, '.' or '..' part")]
    [InlineData("x\\a.txt", "has a backslash in its name")]
    public void An_odd_path_is_refused_even_beside_the_member(string name, string why) =>
        Fails(ToyArchives.Zip(("a.txt", "one"), (name, "x")), $"entry '{name}' {why}");

    [Fact]
    public void A_link_is_refused() =>
        Fails(
            ToyArchives.Zip(entry => entry.ExternalAttributes = 0xA1FF << 16, ("a.txt", "/etc/passwd")),
            "entry 'a.txt' is a symbolic link, but only files and folders are allowed"
        );

    [Fact]
    public void A_device_is_refused() =>
        Fails(
            ToyArchives.Zip(entry => entry.ExternalAttributes = 0x21FF << 16, ("a.txt", "")),
            "entry 'a.txt' is of Unix type 2000, but only files and folders are allowed"
        );

    [Fact]
    public void A_name_that_occurs_twice_is_refused() =>
        Fails(ToyArchives.Zip(("a.txt", "1"), ("a.txt", "2")), "entry 'a.txt' occurs twice");

    [Fact]
    public void An_oversized_entry_is_refused() =>
        Fails(
            ToyArchives.Zip(("a.txt", new string('x', 1001))),
            "entry 'a.txt' has 1,001 bytes, more than the limit of 1,000"
        );

    [Fact]
    public void Too_many_entries_are_refused() =>
        Fails(
            ToyArchives.Zip(("a.txt", ""), ("b", ""), ("c", ""), ("d", "")),
            "entry 'd' is entry 4, more than the limit of 3"
        );

    [Theory]
    [InlineData(-1, "continues after 4 bytes where the directory says 4")]
    [InlineData(1, "ends after 5 bytes where the directory says 6")]
    public void A_directory_that_lies_about_the_length_is_found(int lie, string why)
    {
        var zip = ToyArchives.Zip(entry => { }, ("a.txt", "12345"));
        LieAboutLength(zip, 5 + lie);
        Fails(zip, $"entry 'a.txt' {why}");
    }

    [Fact]
    public void An_encrypted_member_is_refused()
    {
        var zip = ToyArchives.Zip(("a.txt", "one"));
        zip[Directory(zip) + 8] |= 1;
        Fails(zip, "entry 'a.txt' is encrypted, but only files and folders are allowed");
    }

    [Fact]
    public void A_truncated_zip_is_refused() =>
        Fails(ToyArchives.Zip(("a.txt", "one"))[..^10], "damaged or truncated: *");

    [Theory]
    [InlineData("<!DOCTYPE html>", "it begins with '<!DOCTYPE'")]
    [InlineData("", "it is empty")]
    public void What_is_not_a_zip_is_reported_as_such(string text, string beginning) =>
        Fails(Encoding.UTF8.GetBytes(text), $"not a zip file ({beginning})");

    public void Dispose() => folder.Dispose();

    private static int Directory(byte[] zip) => zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);

    private static void LieAboutLength(byte[] zip, int length) =>
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(Directory(zip) + 24), length);

    private string Read(byte[] archive)
    {
        using var stream = ZipMember.Open(folder.Write("a.zip", archive), "a.txt", Small);
        using var text = new StreamReader(stream, Encoding.UTF8);
        return text.ReadToEnd();
    }

    private void Fails(byte[] archive, string why) =>
        FluentActions
            .Invoking(() => Read(archive))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"a.zip: {why}. Replace the archive with the published one.")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
