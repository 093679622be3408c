namespace Repro.Data.Prepare.Tokens;

/// <summary>
/// Orders strings as Python does, by code point. UTF-16 order differs: it sorts surrogates before U+E000.
/// </summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length
            ? a.Length.CompareTo(b.Length)
            : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    // Two words that differ within a surrogate pair differ in its second half, where this rank is also correct.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
