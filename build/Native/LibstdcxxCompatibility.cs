namespace Repro.Native;

/// <summary>
/// Allows LibTorchSharp to load with a libstdc++ older than the one it was linked with. README.md explains what is
/// edited and why it is safe.
/// </summary>
public static class LibstdcxxCompatibility
{
    /// <summary>
    /// The version required by a GCC 13 link, and its only symbol: an empty function that marks an initialisation
    /// order.
    /// </summary>
    public const string Version = "GLIBCXX_3.4.32",
        Symbol = "_ZSt21ios_base_library_initv";

    private const ushort Weak = 2;

    /// <summary>Marks the need for <see cref="Version"/> as weak in <paramref name="bytes"/>, in place.</summary>
    /// <returns>What was found: the need is absent, was weak already, or was made weak now.</returns>
    /// <exception cref="ElfFormatException">The file format is not supported, or it uses more of that version than the
    /// empty marker.</exception>
    public static LibstdcxxEdit Apply(byte[] bytes)
    {
        var elf = new ElfFile(bytes);
        var needed = elf.NeededVersions()
            .FirstOrDefault(v => v.Name == Version && v.Library.StartsWith("libstdc++", StringComparison.Ordinal));
        if (needed is null)
            return LibstdcxxEdit.NotNeeded;
        foreach (var (name, relocations) in elf.SymbolsOf(needed.Index))
        {
            if (name != Symbol)
                throw new ElfFormatException($"it takes {name} from {Version}, which an older libstdc++ does not have");
            if (relocations > 0)
                throw new ElfFormatException(
                    $"{relocations} of its relocations use {Symbol}, which an older libstdc++ does not have"
                );
        }

        if ((needed.Flags & Weak) != 0)
            return LibstdcxxEdit.AlreadyDone;
        elf.SetFlags(needed, (ushort)(needed.Flags | Weak));
        return LibstdcxxEdit.Done;
    }
}

/// <summary>What <see cref="LibstdcxxCompatibility.Apply"/> found and did.</summary>
public enum LibstdcxxEdit
{
    /// <summary>The file does not need the newer version.</summary>
    NotNeeded,

    /// <summary>An earlier run made the need weak; nothing was changed.</summary>
    AlreadyDone,

    /// <summary>The need is weak now.</summary>
    Done,
}
