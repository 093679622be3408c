using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>Recognises file types by their first bytes.</summary>
internal static class FileBeginning
{
    private const int LongestQuote = 16,
        BytesShown = 4;

    /// <summary>Whether it begins with the gzip magic bytes (RFC 1952).</summary>
    public static bool IsGzip(Stream file) => ReadStart(file).AsSpan().StartsWith<byte>([0x1F, 0x8B]);

    /// <summary>Whether it begins like a non-empty zip file.</summary>
    public static bool IsZip(Stream file) => ReadStart(file).AsSpan().StartsWith("PK"u8);

    /// <summary>
    /// Text for an error: <c>not a gzip file (it begins with '&lt;!DOCTYPE')</c>. Shows the first word of a text file,
    /// or else the first bytes.
    /// </summary>
    /// <param name="kind">The expected type: gzip or zip.</param>
    /// <param name="file">The file, at any position.</param>
    public static string Not(string kind, Stream file) => $"not a {kind} file ({Shown(ReadStart(file))})";

    private static string Shown(byte[] start)
    {
        if (start.Length == 0)
            return "it is empty";
        ReadOnlySpan<byte> text = start.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? start.AsSpan(3) : start;
        text = text.Trim(" \t\r\n"u8);
        var end = text.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        var word = text[..Math.Min(end < 0 ? text.Length : end, LongestQuote)];
        return
            word.Length >= BytesShown && (end < 0 || text[end] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            ? $"it begins with '{Encoding.ASCII.GetString(word)}'"
            : $"it begins with the bytes {string.Join(' ', start.Take(BytesShown).Select(b => $"{b:x2}"))}";
    }

    private static byte[] ReadStart(Stream file)
    {
        var start = new byte[64];
        file.Position = 0;
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..read];
    }
}
