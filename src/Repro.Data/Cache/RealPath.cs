namespace Repro.Data.Cache;

/// <summary>Resolves all links in a path, so that two names of one folder can be recognised as equal.</summary>
internal static class RealPath
{
    private static readonly StringComparison Names = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    /// <summary>Resolves the links in the existing part of a path.</summary>
    public static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } above)
            return full;
        var here = Path.Combine(Resolve(above), Path.GetFileName(full));
        try
        {
            return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target
                ? Path.TrimEndingDirectorySeparator(target.FullName)
                : here;
        }
        catch (IOException)
        {
            return here; // It does not exist, or its links go round in a circle.
        }
    }

    /// <summary>Whether <paramref name="inner"/> is <paramref name="outer"/> or below it.</summary>
    public static bool Holds(string outer, string inner) =>
        inner.Equals(outer, Names)
        || inner.StartsWith(Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, Names);
}
