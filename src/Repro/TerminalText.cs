using System.Globalization;
using System.Text;

namespace Repro;

/// <summary>
/// Foreign text made safe for a terminal: reviews and sentences may hold escape sequences, and text direction marks
/// that reorder a line.
/// </summary>
public static class TerminalText
{
    private const int LongestQuote = 100;

    /// <summary>
    /// Every control, format, separator-of-lines and broken character becomes U+FFFD; the rest stays as it is. Markup
    /// is not escaped.
    /// </summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            safe.Append((IsSafe(rune) ? rune : Rune.ReplacementChar).ToString());
        return safe.ToString();
    }

    /// <summary>The same, of the beginning: for what an error quotes of a foreign file.</summary>
    /// <param name="text">However long.</param>
    /// <param name="longest">UTF-16 units at most; an ellipsis stands for the rest.</param>
    public static string Of(string text, int longest) => text.Length <= longest ? Of(text) : Of(text[..longest]) + "…";

    /// <summary>What an error quotes of what a person wrote: safe, and 100 UTF-16 units at most.</summary>
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
