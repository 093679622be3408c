using System.Buffers.Binary;
using System.Text;
using Repro.Native;

namespace Repro.Build.Tests.Native;

/// <summary>
/// A hand-made shared object with nothing in it but the tables that symbol versions need: it takes <see cref="Symbol"/>
/// from
/// <see cref="Version"/> of libstdc++.so.6, and malloc from GLIBC_2.2.5 of libc.so.6.
/// </summary>
internal sealed class TinyElf
{
    public string Symbol { get; init; } = LibstdcxxCompatibility.Symbol;

    public string Version { get; init; } = LibstdcxxCompatibility.Version;

    /// <summary>Whether a relocation uses the symbol.</summary>
    public bool Relocated { get; init; }

    private const ushort VersionIndex = 2,
        LibcIndex = 3;

    public byte[] Bytes()
    {
        var strings = new MemoryStream();
        strings.WriteByte(0);
        uint Name(string text)
        {
            var at = (uint)strings.Position;
            strings.Write(Encoding.ASCII.GetBytes(text + "\0"));
            return at;
        }

        byte[] symbols = [.. SymbolEntry(0), .. SymbolEntry(Name(Symbol)), .. SymbolEntry(Name("malloc"))];
        byte[] versions = [.. U16(0), .. U16(VersionIndex), .. U16(LibcIndex)];
        byte[] needs =
        [
            .. Need(Name("libstdc++.so.6"), Name(Version), VersionIndex, next: 32),
            .. Need(Name("libc.so.6"), Name("GLIBC_2.2.5"), LibcIndex, next: 0),
        ];
        byte[] relocations = Relocated ? Relocation(symbol: 1) : Relocation(symbol: 2);
        return Assemble(
            new(0, [], 0, 0),
            new(3, strings.ToArray(), 0, 0),
            new(11, symbols, 1, 0),
            new(0x6fffffff, versions, 2, 0),
            new(0x6ffffffe, needs, 1, 2),
            new(4, relocations, 2, 0)
        );
    }

    private static byte[] Assemble(params Section[] sections)
    {
        var file = new MemoryStream();
        file.SetLength(64);
        file.Position = 64;
        var headers = new MemoryStream();
        foreach (var section in sections)
        {
            headers.Write([
                .. U32(0),
                .. U32(section.Type),
                .. U64(0),
                .. U64(0),
                .. U64((ulong)file.Position),
                .. U64((ulong)section.Content.Length),
                .. U32(section.Link),
                .. U32(section.Info),
                .. U64(1),
                .. U64(0),
            ]);
            file.Write(section.Content);
        }

        var table = (ulong)file.Position;
        file.Write(headers.ToArray());
        file.Position = 0;
        file.Write([
            0x7f,
            (byte)'E',
            (byte)'L',
            (byte)'F',
            2,
            1,
            1,
            0,
            .. U64(0),
            .. U16(3),
            .. U16(62),
            .. U32(1),
            .. U64(0),
            .. U64(0),
            .. U64(table),
            .. U32(0),
            .. U16(64),
            .. U16(56),
            .. U16(0),
            .. U16(64),
            .. U16((ushort)sections.Length),
            .. U16(0),
        ]);
        return file.ToArray();
    }

    private static byte[] SymbolEntry(uint name) => [.. U32(name), 0x12, 0, .. U16(0), .. U64(0), .. U64(0)];

    private static byte[] Need(uint library, uint version, ushort index, uint next) =>
        [
            .. U16(1),
            .. U16(1),
            .. U32(library),
            .. U32(16),
            .. U32(next),
            .. U32(0),
            .. U16(0),
            .. U16(index),
            .. U32(version),
            .. U32(0),
        ];

    private static byte[] Relocation(uint symbol) => [.. U64(0x1000), .. U32(6), .. U32(symbol), .. U64(0)];

    private static byte[] U16(ushort value) => Little(2, b => BinaryPrimitives.WriteUInt16LittleEndian(b, value));

    private static byte[] U32(uint value) => Little(4, b => BinaryPrimitives.WriteUInt32LittleEndian(b, value));

    private static byte[] U64(ulong value) => Little(8, b => BinaryPrimitives.WriteUInt64LittleEndian(b, value));

    private static byte[] Little(int size, Action<byte[]> write)
    {
        var bytes = new byte[size];
        write(bytes);
        return bytes;
    }

    private sealed record Section(uint Type, byte[] Content, uint Link, uint Info);
}
