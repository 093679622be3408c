namespace Repro.Data.Fetch.Archives;

/// <summary>The file of a labelled review in the archive.</summary>
/// <param name="Folder">One of <see cref="Folders"/>.</param>
/// <param name="Name">ID_RATING.txt.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record ReviewFile(string Folder, string Name, byte[] Bytes) : IComparable<ReviewFile>
{
    private const string Root = "aclImdb/";

    /// <summary>In canonical order.</summary>
    public static readonly string[] Folders = ["train/pos", "train/neg", "test/pos", "test/neg"];

    public string Label => Folder[^3..];

    /// <summary>Text up to the first line break, as in Python's text mode: LF, CR or CR LF.</summary>
    public ReadOnlySpan<byte> FirstLine =>
        Bytes.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0 ? Bytes.AsSpan(0, end) : Bytes;

    /// <summary>The folder that directly contains a path, or null if it is none of the four.</summary>
    public static string? FolderOf(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal)
            ? Folders.FirstOrDefault(folder =>
                path.AsSpan(Root.Length, Math.Max(0, path.LastIndexOf('/') - Root.Length)).SequenceEqual(folder)
            )
            : null;

    /// <summary>
    /// Whether torchtext's <c>glob('*.txt')</c> would match it. Hidden files and files that desktop systems create
    /// (<c>._0_9.txt</c>, <c>.DS_Store</c>, <c>Thumbs.db</c>) do not match.
    /// </summary>
    public static bool IsText(string name) => !name.StartsWith('.') && name.EndsWith(".txt", StringComparison.Ordinal);

    /// <summary>Whether it has the form digits, underscore, digits, <c>.txt</c>.</summary>
    public static bool IsReviewName(string name) =>
        name.EndsWith(".txt", StringComparison.Ordinal)
        && name[..^4].Split('_') is [var id, var rating]
        && IsNumber(id)
        && IsNumber(rating);

    public int CompareTo(ReviewFile? other)
    {
        if (other is null)
            return 1;
        var byFolder = Array.IndexOf(Folders, Folder).CompareTo(Array.IndexOf(Folders, other.Folder));
        return byFolder != 0 ? byFolder : string.CompareOrdinal(Name, other.Name);
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
