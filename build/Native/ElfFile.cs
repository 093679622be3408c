using System.Buffers.Binary;
using System.Text;

namespace Repro.Native;

/// <summary>
/// The few tables of a 64-bit little-endian ELF shared object that say which symbol versions it needs
/// (System V gABI ch. 4 and 5; Linux Standard Base, "Symbol Versioning"). Reads and edits a byte array in place.
/// </summary>
public sealed class ElfFile
{
    private const uint Rela = 4,
        DynSym = 11,
        VersionNeeds = 0x6ffffffe,
        SymbolVersions = 0x6fffffff;
    private const int SymbolSize = 24,
        RelaSize = 24,
        VersionIndexMask = 0x7fff;

    private readonly byte[] bytes;
    private readonly List<Section> sections;

    /// <exception cref="ElfFormatException">The bytes are not a whole 64-bit little-endian ELF shared object with a
    /// section table.</exception>
    public ElfFile(byte[] bytes)
    {
        this.bytes = bytes;
        Require(
            bytes.Length >= 64 && bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8),
            "it does not begin with an ELF header"
        );
        Require(bytes[4] == 2 && bytes[5] == 1, "it is not a 64-bit little-endian ELF file");
        Require(U16(16) == 3, $"its type is {U16(16)}, not 3 (shared object)");
        sections = ReadSections();
    }

    /// <summary>The versions this object needs of other objects, in file order.</summary>
    public IEnumerable<NeededVersion> NeededVersions()
    {
        var table = Single(VersionNeeds, ".gnu.version_r");
        var strings = sections[Index(table.Link)];
        var entry = table.Offset;
        for (uint left = table.Info; left > 0; left--)
        {
            var library = Text(strings, U32(entry + 4));
            var needed = entry + Span(U32(entry + 8));
            for (int count = U16(entry + 2); count > 0; count--)
            {
                yield return new NeededVersion(
                    library,
                    Text(strings, U32(needed + 8)),
                    U16(needed + 6),
                    U16(needed + 4),
                    needed + 4
                );
                needed += Span(U32(needed + 12));
            }

            entry += Span(U32(entry + 12));
        }
    }

    /// <summary>
    /// Names of the dynamic symbols bound to the version with <paramref name="versionIndex"/>, and how often a
    /// relocation uses each.
    /// </summary>
    public IReadOnlyList<(string Name, int Relocations)> SymbolsOf(ushort versionIndex)
    {
        var symbols = Single(DynSym, ".dynsym");
        var versions = Single(SymbolVersions, ".gnu.version");
        var strings = sections[Index(symbols.Link)];
        Require(versions.Size / 2 == symbols.Size / SymbolSize, "its .gnu.version and .dynsym tables differ in length");
        var uses = RelocationsBySymbol();
        var found = new List<(string, int)>();
        for (var i = 0; i < symbols.Size / SymbolSize; i++)
        {
            if ((U16(versions.Offset + 2 * i) & VersionIndexMask) == versionIndex)
                found.Add((Text(strings, U32(symbols.Offset + SymbolSize * i)), uses.GetValueOrDefault(i)));
        }

        return found;
    }

    /// <summary>
    /// Sets the flags of a needed version, such as VER_FLG_WEAK (2): the loader then tolerates its absence.
    /// </summary>
    public void SetFlags(NeededVersion version, ushort flags) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(version.FlagsOffset), flags);

    private Dictionary<int, int> RelocationsBySymbol()
    {
        var uses = new Dictionary<int, int>();
        foreach (var table in sections.Where(s => s.Type == Rela))
        {
            for (var at = table.Offset; at + RelaSize <= table.Offset + table.Size; at += RelaSize)
            {
                var symbol = (int)U32(at + 12);
                uses[symbol] = uses.GetValueOrDefault(symbol) + 1;
            }
        }

        return uses;
    }

    private List<Section> ReadSections()
    {
        var table = U64(40);
        int size = U16(58),
            count = U16(60);
        Require(table != 0 && count > 0 && size == 64, "it has no section table");
        Require(
            table + (ulong)(size * count) <= (ulong)bytes.Length,
            "its section table lies beyond its end (a truncated file?)"
        );
        return [.. Enumerable.Range(0, count).Select(i => ReadSection((int)table + i * size))];
    }

    private Section ReadSection(int at)
    {
        var type = U32(at + 4);
        ulong offset = U64(at + 24),
            size = U64(at + 32);
        const uint noBits = 8;
        Require(
            type == noBits || (offset <= (ulong)bytes.Length && size <= (ulong)bytes.Length - offset),
            "a section lies beyond its end (a truncated file?)"
        );
        return new Section(
            type,
            type == noBits ? 0 : (int)offset,
            type == noBits ? 0 : (int)size,
            U32(at + 40),
            U32(at + 44)
        );
    }

    private Section Single(uint type, string name)
    {
        var found = sections.Where(s => s.Type == type).ToList();
        Require(found.Count == 1, $"it has {found.Count} {name} sections, not 1");
        return found[0];
    }

    private string Text(Section strings, uint offset)
    {
        Require(offset < strings.Size, "a name lies outside its string table");
        var text = bytes.AsSpan(strings.Offset + (int)offset, strings.Size - (int)offset);
        var end = text.IndexOf((byte)0);
        Require(end >= 0, "a name in its string table does not end");
        return Encoding.ASCII.GetString(text[..end]);
    }

    private int Index(uint section)
    {
        Require(section < sections.Count, "a section refers to one that does not exist");
        return (int)section;
    }

    private int Span(uint distance)
    {
        Require(distance < bytes.Length, "a version entry points beyond its end");
        return (int)distance;
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(At(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(At(at, 4));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(At(at, 8));

    private ReadOnlySpan<byte> At(int at, int length)
    {
        Require(at >= 0 && at <= bytes.Length - length, "a table lies beyond its end (a truncated file?)");
        return bytes.AsSpan(at, length);
    }

    private static void Require(bool holds, string reason)
    {
        if (!holds)
            throw new ElfFormatException(reason);
    }

    private sealed record Section(uint Type, int Offset, int Size, uint Link, uint Info);
}

/// <summary>One entry of <c>.gnu.version_r</c>: <paramref name="Name"/> wanted of <paramref name="Library"/>.</summary>
/// <param name="Library">SONAME of the object that should define the version.</param>
/// <param name="Name">The version's name, such as GLIBCXX_3.4.32.</param>
/// <param name="Index">The number that <c>.gnu.version</c> uses for it.</param>
/// <param name="Flags">VER_FLG_ bits; 2 is weak.</param>
/// <param name="FlagsOffset">Offset of the flags in the file, in bytes.</param>
public sealed record NeededVersion(string Library, string Name, ushort Index, ushort Flags, int FlagsOffset);

/// <summary>A file that is not the kind of ELF object this code understands; the message says why.</summary>
public sealed class ElfFormatException(string reason) : Exception(reason);
