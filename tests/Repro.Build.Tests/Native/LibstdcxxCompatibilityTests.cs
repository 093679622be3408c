using Repro.Build.Tests.Testing;
using Repro.Native;

namespace Repro.Build.Tests.Native;

public class LibstdcxxCompatibilityTests
{
    public static TheoryData<string> Files => ["the hand-made one", "the published libLibTorchSharp.so"];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void The_need_becomes_weak_by_one_byte_and_nothing_else_changes(string file)
    {
        var original = Read(file);
        var bytes = original.ToArray();
        var before = Need(original);
        before.Flags.Should().Be(0);

        LibstdcxxCompatibility.Apply(bytes).Should().Be(LibstdcxxEdit.Done);

        Need(bytes).Should().Be(before with { Flags = 2 });
        Enumerable.Range(0, bytes.Length).Where(i => bytes[i] != original[i]).Should().Equal(before.FlagsOffset);
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Doing_it_again_changes_nothing(string file)
    {
        var once = Read(file);
        LibstdcxxCompatibility.Apply(once);
        var twice = once.ToArray();
        LibstdcxxCompatibility.Apply(twice).Should().Be(LibstdcxxEdit.AlreadyDone);
        twice.Should().Equal(once);
    }

    [Fact]
    public void A_file_that_asks_for_an_older_version_is_left_alone()
    {
        var original = new TinyElf { Version = "GLIBCXX_3.4.30" }.Bytes();
        var bytes = original.ToArray();
        LibstdcxxCompatibility.Apply(bytes).Should().Be(LibstdcxxEdit.NotNeeded);
        bytes.Should().Equal(original);
    }

    [Fact]
    public void A_file_that_takes_another_symbol_from_the_version_is_refused() =>
        Refused(
            new TinyElf { Symbol = "_ZNSt8somethingC1Ev" }.Bytes(),
            "it takes _ZNSt8somethingC1Ev from GLIBCXX_3.4.32, which an older libstdc++ does not have"
        );

    [Fact]
    public void A_file_that_calls_the_marker_is_refused() =>
        Refused(
            new TinyElf { Relocated = true }.Bytes(),
            "1 of its relocations use _ZSt21ios_base_library_initv, which an older libstdc++ does not have"
        );

    [Fact]
    public void A_32_bit_file_is_refused() => Refused(Changed(4, 1), "it is not a 64-bit little-endian ELF file");

    [Fact]
    public void A_big_endian_file_is_refused() => Refused(Changed(5, 2), "it is not a 64-bit little-endian ELF file");

    [Fact]
    public void A_program_is_refused() => Refused(Changed(16, 2), "its type is 2, not 3 (shared object)");

    [Fact]
    public void What_is_not_an_ELF_file_is_refused() => Refused(new byte[200], "it does not begin with an ELF header");

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_and_never_half_edited()
    {
        var whole = new TinyElf().Bytes();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            FluentActions
                .Invoking(() => LibstdcxxCompatibility.Apply(cut))
                .Should()
                .Throw<ElfFormatException>($"it has {length} of {whole.Length} bytes");
            cut.Should().Equal(whole[..length]);
        }
    }

    private static void Refused(byte[] bytes, string reason) =>
        FluentActions
            .Invoking(() => LibstdcxxCompatibility.Apply(bytes))
            .Should()
            .Throw<ElfFormatException>()
            .WithMessage(reason);

    private static byte[] Changed(int offset, byte value)
    {
        var bytes = new TinyElf().Bytes();
        bytes[offset] = value;
        return bytes;
    }

    private static byte[] Read(string file)
    {
        if (file == "the hand-made one")
            return new TinyElf().Bytes();
        Skip.IfNot(File.Exists(BuildFacts.LibTorchSharp), $"the package cache has no {BuildFacts.LibTorchSharp}");
        return File.ReadAllBytes(BuildFacts.LibTorchSharp);
    }

    private static NeededVersion Need(byte[] bytes) =>
        new ElfFile(bytes).NeededVersions().Single(v => v.Name == LibstdcxxCompatibility.Version);
}
