namespace Repro.Native;

/// <summary>
/// Lets LibTorchSharp load where libstdc++ is older than the one it was linked with. See README.md beside this file
/// for what is edited and why nothing is lost by it.
/// </summary>
public static class LibstdcxxCompatibility
{
    /// <summary>
    /// The version a GCC 13 link asks for, and the only symbol behind it: an empty function that marks a start-up
    /// order.
    /// </summary>
    public const string Version = "GLIBCXX_3.4.32",
        Symbol = "_ZSt21ios_base_library_initv";

    private const ushort Weak = 2;

    /// <summary>Marks the need for <see cref="Version"/> as weak in <paramref name="bytes"/>, in place.</summary>
    /// <returns>What was found: the need is absent, was weak already, or was made weak now.</returns>
    /// <exception cref="ElfFormatException">The file is not understood, or uses that version for more than the empty
    /// marker.</exception>
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
    /// <summary>The file does not ask for the newer version.</summary>
    NotNeeded,

    /// <summary>An earlier run made the need weak; nothing was changed.</summary>
    AlreadyDone,

    /// <summary>The need is weak now.</summary>
    Done,
}
