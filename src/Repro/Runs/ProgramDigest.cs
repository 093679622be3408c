using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Repro.Runs;

/// <summary>
/// Identifies the program that computes a run's numbers: its assemblies and their platform (native libraries and the
/// .NET runtime). A run belongs to the current program only if their digests are equal.
/// </summary>
public static class ProgramDigest
{
    private const int Page = 4096,
        Pages = 256;

    private const long WholeUpTo = Page * Pages * 8L;

    /// <summary>Digest of assemblies and everything they reference in the same folder.</summary>
    /// <param name="assemblies">Paths of the outermost assemblies.</param>
    /// <param name="libraries">Paths of native libraries.</param>
    /// <returns><c>code-platform</c>: SHA-256 of the assemblies, a hyphen, and SHA-256 of the platform, lower-case
    /// hexadecimal.</returns>
    /// <exception cref="ReproException">A file is missing or cannot be read (exit code 3).</exception>
    public static string Compute(IEnumerable<string> assemblies, IEnumerable<string> libraries)
    {
        var code = WithReferences(assemblies)
            .Select(path => $"{Path.GetFileName(path)} {Read(path, AssemblyContent.Digest)}");
        var platform = libraries
            .Select(path => $"{Path.GetFileName(path)} {Read(path, HashLibrary)}")
            .Prepend(Runtime());
        return $"{Hash(code)}-{Hash(platform)}";
    }

    /// <summary>The part of a digest for the code alone: equal on every machine and platform.</summary>
    public static string CodeOf(string program) => program.Split('-')[0];

    /// <summary>Short form for messages: twelve digits of each part.</summary>
    /// <param name="program">Null or empty if not recorded.</param>
    public static string Abbreviated(string? program) =>
        string.IsNullOrEmpty(program)
            ? "not recorded"
            : string.Join('-', program.Split('-').Select(part => part[..Math.Min(12, part.Length)]));

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal))))
        );

    /// <summary>
    /// Digest of a native library: all bytes up to 8 MiB; for a larger one, its length and 256 evenly spaced pages
    /// including the first and last. A rebuild shifts everything after the change, so this detects it without reading
    /// half a gigabyte at every start.
    /// </summary>
    internal static string HashLibrary(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length <= WholeUpTo)
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(stream.Length));
        var page = new byte[Page];
        for (var i = 0; i < Pages; i++)
        {
            stream.Position = (stream.Length - Page) * i / (Pages - 1);
            stream.ReadExactly(page);
            hash.AppendData(page);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Runtime() =>
        $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture} "
        + $"{typeof(object).Module.ModuleVersionId}";

    // Files beside the program belong to it or its packages; all others belong to the runtime.
    private static SortedSet<string> WithReferences(IEnumerable<string> assemblies)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(assemblies);
        while (open.TryPop(out var path))
            if (found.Add(path))
                foreach (var name in Read(path, AssemblyContent.References))
                {
                    var beside = Path.Combine(Path.GetDirectoryName(path)!, name + ".dll");
                    if (File.Exists(beside))
                        open.Push(beside);
                }

        return found;
    }

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw ReproException.Input($"program: {path} cannot be read: {e.Message} Build again (--target=Build).");
        }
    }
}
