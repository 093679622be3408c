using System.Globalization;
using System.Text;

namespace Repro.Data.Prepare.Tokens;

/// <summary>
/// Python's <c>str.split()</c> and <c>str.lower()</c>, which differ from .NET's methods of similar names.
/// </summary>
internal static class PythonText
{
    private const int CapitalSigma = 'Σ';

    /// <summary>
    /// The characters <c>str.split()</c> splits on: Unicode white space and the four information separators, U+001C to
    /// U+001F.
    /// </summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>
    /// <c>str.lower()</c>: the simple mapping of every code point, but İ becomes two code points (i and a dot above)
    /// and a capital sigma that ends a word becomes ς (Unicode SpecialCasing, as CPython applies it). A lone surrogate
    /// stays as it is.
    /// </summary>
    public static string Lower(ReadOnlySpan<char> text)
    {
        var lower = new StringBuilder(text.Length + 1);
        for (var at = 0; at < text.Length; )
        {
            var valid =
                Rune.DecodeFromUtf16(text[at..], out var rune, out var width) == System.Buffers.OperationStatus.Done;
            if (!valid)
                lower.Append(text.Slice(at, width));
            else if (rune.Value == 'İ')
                lower.Append("i\u0307");
            else if (rune.Value == CapitalSigma)
                lower.Append(EndsWord(text, at) ? 'ς' : 'σ');
            else
                lower.Append(Rune.ToLowerInvariant(rune).ToString());
            at += width;
        }

        return lower.ToString();
    }

    // A cased letter before and none after, skipping case-ignorable characters.
    private static bool EndsWord(ReadOnlySpan<char> text, int sigma)
    {
        var before = text[..sigma];
        var rune = default(Rune);
        while (
            Rune.DecodeLastFromUtf16(before, out rune, out var width) == System.Buffers.OperationStatus.Done
            && IsCaseIgnorable(rune)
        )
            before = before[..^width];
        if (before.IsEmpty || !IsCased(rune))
            return false;

        var after = text[(sigma + 1)..];
        while (
            Rune.DecodeFromUtf16(after, out rune, out var width) == System.Buffers.OperationStatus.Done
            && IsCaseIgnorable(rune)
        )
            after = after[width..];
        return after.IsEmpty || !IsCased(rune);
    }

    /// <summary>
    /// Unicode's Case_Ignorable: marks, formats, modifiers, and the punctuation that occurs inside words.
    /// </summary>
    internal static bool IsCaseIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol
        || rune.Value
            is '\''
                or '.'
                or ':'
                or 0xb7
                or 0x387
                or 0x55f
                or 0x5f4
                or 0x2018
                or 0x2019
                or 0x2024
                or 0x2027
                or 0xfe13
                or 0xfe52
                or 0xfe55
                or 0xff07
                or 0xff0e
                or 0xff1a;

    /// <summary>
    /// Unicode's Cased, without the characters of <see cref="IsCaseIgnorable"/>: letters with case, ª, º, Roman
    /// numerals, letters in circles and squares.
    /// </summary>
    internal static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
        || rune.Value
            is 0xaa
                or 0xba
                or (>= 0x2160 and <= 0x217f)
                or (>= 0x24b6 and <= 0x24e9)
                or (>= 0x1f130 and <= 0x1f149)
                or (>= 0x1f150 and <= 0x1f169)
                or (>= 0x1f170 and <= 0x1f189);
}
