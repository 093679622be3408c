using System.Globalization;
using System.Text;

namespace Repro;

/// <summary>
/// Makes untrusted text safe for a terminal: reviews and sentences may contain escape sequences, or direction marks
/// that reorder a line.
/// </summary>
public static class TerminalText
{
    private const int LongestQuote = 100;

    /// <summary>
    /// Replaces control, format, line-separator and invalid characters with U+FFFD. Markup is not escaped.
    /// </summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            safe.Append((IsSafe(rune) ? rune : Rune.ReplacementChar).ToString());
        return safe.ToString();
    }

    /// <summary>The same, truncated: for quoting an untrusted file in an error.</summary>
    /// <param name="text">Text of any length.</param>
    /// <param name="longest">Maximum length in UTF-16 units; an ellipsis replaces the rest.</param>
    public static string Of(string text, int longest) => text.Length <= longest ? Of(text) : Of(text[..longest]) + "…";

    /// <summary>Quotes user input in an error: made safe, and at most 100 UTF-16 units.</summary>
    public static string Quote(string text) => Of(text, LongestQuote);

    private static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned
            );
}
