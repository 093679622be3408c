using System.Globalization;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Decides which entries of an archive are read. Nothing is unpacked to disk, so a hostile name could not cause a
/// write. It is rejected anyway: the published archives have no such names, so this is another archive.
/// </summary>
/// <param name="archive">File name of the archive, for messages.</param>
/// <param name="limits">Limits on its entries and sizes.</param>
internal sealed class ArchiveGuard(string archive, ArchiveLimits limits)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int entries;
    private long total;

    /// <summary>Checks one entry.</summary>
    /// <param name="name">As written in the archive.</param>
    /// <param name="length">Decompressed size it declares.</param>
    /// <param name="notRegular">Kind of an entry that is neither file nor folder, such as "a symbolic link"; else
    /// null.</param>
    /// <returns>The name without a leading <c>./</c> and a trailing <c>/</c>; empty for the archive's root.</returns>
    /// <exception cref="ReproException">The entry is rejected (exit code 3).</exception>
    public string Admit(string name, long length, string? notRegular)
    {
        if (notRegular is not null)
            throw Refuse(name, $"is {notRegular}, but only files and folders are allowed");
        var path = Relative(name);
        if (!seen.Add(path) && !name.EndsWith('/')) // A folder may be listed again.
            throw Refuse(name, "occurs twice");
        if (++entries > limits.Entries)
            throw Refuse(name, Number($"is entry {entries:N0}, more than the limit of {limits.Entries:N0}"));
        if (length > limits.EntryBytes)
            throw Refuse(name, Number($"has {length:N0} bytes, more than the limit of {limits.EntryBytes:N0}"));
        total += length;
        if (total > limits.TotalBytes)
            throw Refuse(
                name,
                Number($"brings the archive to {total:N0} bytes, more than the limit of {limits.TotalBytes:N0}")
            );
        return path;
    }

    /// <summary>The error for rejecting the whole file.</summary>
    public ReproException RefuseFile(string why) =>
        ReproException.Input($"{archive}: {why}. Replace the archive with the published one.");

    public ReproException Refuse(string name, string why, Exception? inner = null) =>
        ReproException.Input(
            $"{archive}: entry '{Shown(name)}' {Shown(why)}. Replace the archive with the published one.",
            inner
        );

    public ReproException Damaged(string after, Exception inner) =>
        ReproException.Input(
            $"{archive}: damaged or truncated{(after.Length == 0 ? "" : $" after entry '{Shown(after)}'")}: "
                + $"{Shown(inner.Message.TrimEnd('.'))}. Replace the archive with the published one.",
            inner
        );

    private string Relative(string name)
    {
        // macOS names a folder's icon file "Icon" followed by a carriage return.
        if (
            name.Length == 0
            || (name.EndsWith("/Icon\r", StringComparison.Ordinal) ? name[..^1] : name).Any(char.IsControl)
        )
            throw Refuse(name, "has an empty name or control characters in it");
        if (name.Contains('\ufffd', StringComparison.Ordinal))
            throw Refuse(name, "has a name that is not UTF-8");
        if (name.Contains('\\', StringComparison.Ordinal))
            throw Refuse(name, "has a backslash in its name");
        if (name[0] == '/' || (name.Length > 1 && name[1] == ':'))
            throw Refuse(name, "has an absolute path");
        var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        path = path.EndsWith('/') ? path[..^1] : path;
        if (path.Length > 0 && path.Split('/').Any(part => part is "" or "." or ".."))
            throw Refuse(name, "has a path with an empty, '.' or '..' part");
        return path;
    }

    // Untrusted text: names and library messages about them come from the archive.
    private static string Shown(string foreign) => TerminalText.Of(foreign, 300);

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
