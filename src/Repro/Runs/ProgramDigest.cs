using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Repro.Runs;

/// <summary>
/// The program that makes a run's numbers: the assemblies that compute, and what they stand on, which is the native
/// libraries below them and the .NET runtime. A run counts as this code's only where its digest is this one.
/// </summary>
public static class ProgramDigest
{
    private const int Page = 4096,
        Pages = 256;

    private const long WholeUpTo = Page * Pages * 8L;

    /// <summary>Of an assembly and all that it refers to in the same folder.</summary>
    /// <param name="assemblies">Paths of the outermost assemblies.</param>
    /// <param name="libraries">Paths of native libraries.</param>
    /// <returns><c>code-platform</c>: a SHA-256 of the assemblies, a hyphen, and one of what they stand on, lower-case
    /// hexadecimal.</returns>
    /// <exception cref="ReproException">A file is missing or cannot be read (exit code 3).</exception>
    public static string Of(IEnumerable<string> assemblies, IEnumerable<string> libraries)
    {
        var code = WithReferences(assemblies)
            .Select(path => $"{Path.GetFileName(path)} {Read(path, AssemblyContent.Digest)}");
        var platform = libraries.Select(path => $"{Path.GetFileName(path)} {Read(path, OfLibrary)}").Prepend(Runtime());
        return $"{Hash(code)}-{Hash(platform)}";
    }

    /// <summary>
    /// Of a digest, the part that is of the code alone: equal on every machine that runs it, whatever it stands on there.
    /// </summary>
    public static string CodeOf(string program) => program.Split('-')[0];

    /// <summary>A digest as messages have it: twelve digits of either part.</summary>
    /// <param name="program">Null or empty where it is not recorded.</param>
    public static string Abbreviated(string? program) =>
        string.IsNullOrEmpty(program)
            ? "not recorded"
            : string.Join('-', program.Split('-').Select(part => part[..Math.Min(12, part.Length)]));

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal))))
        );

    /// <summary>
    /// A native library by its content: whole up to 8 MiB; of a larger one its length and 256 pages at even distances,
    /// the first and the last among them. Another build of a library moves everything behind what changed, and half a
    /// gigabyte is not read again at every start.
    /// </summary>
    internal static string OfLibrary(string path)
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

    // What lies beside the program is its own or its packages'; the rest is the runtime's.
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
