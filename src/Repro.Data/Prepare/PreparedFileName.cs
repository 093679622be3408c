using System.Security.Cryptography;
using System.Text;

namespace Repro.Data.Prepare;

/// <summary>
/// Names of prepared files: <c>KEY.PROGRAM.corpus</c>. The key identifies the inputs; the program is given by sixteen
/// digits of its SHA-256. Other programs do not find the file, and a cache can tell which program made it.
/// </summary>
internal static class PreparedFileName
{
    public const int KeyLength = 2 * SHA256.HashSizeInBytes,
        ProgramLength = 16;

    /// <param name="key">A SHA-256 in lower-case hexadecimal.</param>
    /// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program.</param>
    /// <param name="ending">Such as <see cref="PreparedCorpusCache.Ending"/>.</param>
    public static string Of(string key, string program, string ending) => $"{key}.{Abbreviated(program)}{ending}";

    /// <summary>Whether a file is named as one that this program prepared.</summary>
    public static bool IsOf(string program, string name) =>
        name.AsSpan(KeyLength).StartsWith($".{Abbreviated(program)}.", StringComparison.Ordinal);

    private static string Abbreviated(string program) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(program)))[..ProgramLength];
}
