using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Runs;

public sealed class ProgramDigestTests : IDisposable
{
    private static readonly string Assembly = typeof(ProgramDigest).Assembly.Location;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void It_is_of_the_assembly_all_that_it_refers_to_beside_it_and_the_libraries()
    {
        var whole = ProgramDigest.Compute([Copied("Repro.Data.dll"), Copied("Repro.dll")], [Library("a")]);
        whole.Should().MatchRegex("^[0-9a-f]{64}-[0-9a-f]{64}$");
        ProgramDigest
            .Compute([Copied("Repro.Data.dll")], [Library("a")])
            .Should()
            .Be(whole, "Repro.dll lies beside it");
        ProgramDigest.Compute([Copied("Repro.Data.dll")], [Library("b")]).Should().NotBe(whole);
        ProgramDigest.Compute([Copied("Repro.Data.dll")], []).Should().NotBe(whole);
        ProgramDigest
            .CodeOf(ProgramDigest.Compute([Copied("Repro.Data.dll")], []))
            .Should()
            .Be(ProgramDigest.CodeOf(whole), "the code is the same on any library");
        ProgramDigest.Compute([Copied("Repro.dll")], [Library("a")]).Should().NotBe(whole);
        Edit(temp.At("Repro.dll"), ChangeCode);
        ProgramDigest
            .Compute([Copied("Repro.Data.dll")], [Library("a")])
            .Should()
            .NotBe(whole, "what it calls has changed");
    }

    [Fact]
    public void What_the_compiler_notes_about_the_compilation_does_not_count()
    {
        var before = AssemblyContent.Digest(Copied("Repro.dll"));
        Edit(temp.At("Repro.dll"), (file, image) => file[image.PEHeaders.CoffHeaderStartOffset + 4]++);
        Edit(
            temp.At("Repro.dll"),
            (file, image) =>
                file[
                    image.PEHeaders.MetadataStartOffset
                        + image.GetMetadataReader().GetHeapMetadataOffset(HeapIndex.Guid)
                ]++
        );
        Edit(
            temp.At("Repro.dll"),
            (file, image) =>
            {
                foreach (var entry in image.ReadDebugDirectory().Where(entry => entry.DataPointer > 0))
                    file[entry.DataPointer]++;
            }
        );
        AssemblyContent.Digest(temp.At("Repro.dll")).Should().Be(before);
        File.ReadAllBytes(temp.At("Repro.dll")).Should().NotEqual(File.ReadAllBytes(Assembly));
    }

    [Fact]
    public void Any_byte_of_code_counts()
    {
        var before = AssemblyContent.Digest(Copied("Repro.dll"));
        Edit(temp.At("Repro.dll"), ChangeCode);
        AssemblyContent.Digest(temp.At("Repro.dll")).Should().NotBe(before);
    }

    [Theory]
    [InlineData(3 << 20)]
    [InlineData(20 << 20)]
    public void A_library_is_known_by_its_content_and_length(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        var path = temp.Write("large.so", bytes);
        var before = ProgramDigest.HashLibrary(path);
        ProgramDigest.HashLibrary(path).Should().Be(before);
        bytes[^1]++;
        temp.Write("large.so", bytes);
        ProgramDigest.HashLibrary(path).Should().NotBe(before);
        bytes[^1]--;
        temp.Write("large.so", [0, .. bytes]);
        ProgramDigest.HashLibrary(path).Should().NotBe(before, "everything is a byte further on");
    }

    [Fact]
    public void What_is_not_there_or_no_assembly_is_named()
    {
        Refused(() => ProgramDigest.Compute([temp.At("none.dll")], [])).Should().Contain(temp.At("none.dll"));
        Refused(() => ProgramDigest.Compute([temp.Write("text.dll", "text"u8.ToArray())], []))
            .Should()
            .Contain("text.dll");
        Refused(() => ProgramDigest.Compute([Assembly], [temp.At("none.so")])).Should().Contain("none.so");
    }

    // An instruction of a method.
    private static void ChangeCode(byte[] file, PEReader image)
    {
        var metadata = image.GetMetadataReader();
        var method = metadata
            .MethodDefinitions.Select(metadata.GetMethodDefinition)
            .First(m => metadata.GetString(m.Name) == nameof(AssemblyContent.References));
        image.PEHeaders.TryGetDirectoryOffset(new DirectoryEntry(method.RelativeVirtualAddress, 1), out var offset);
        file[offset + 20]++;
    }

    private static string Refused(Action reading)
    {
        var refused = reading.Should().Throw<ReproException>().Which;
        refused.ExitCode.Should().Be(ExitCode.InputMissing);
        return refused.Message;
    }

    private string Copied(string assembly)
    {
        if (!File.Exists(temp.At(assembly)))
            File.Copy(Path.Combine(Path.GetDirectoryName(Assembly)!, assembly), temp.At(assembly));
        return temp.At(assembly);
    }

    private string Library(string content) => temp.Write("library.so", System.Text.Encoding.ASCII.GetBytes(content));

    private static void Edit(string path, Action<byte[], PEReader> edit)
    {
        var file = File.ReadAllBytes(path);
        using (var image = new PEReader(new MemoryStream((byte[])file.Clone())))
            edit(file, image);
        File.WriteAllBytes(path, file);
    }
}
