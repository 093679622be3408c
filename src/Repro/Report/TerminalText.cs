using System.Globalization;
using System.Text;

namespace Repro.Report;

/// <summary>Foreign text made safe for a terminal: reviews and sentences may hold escape sequences, and text direction marks that reorder a line.</summary>
public static class TerminalText
{
    /// <summary>Every control, format, separator-of-lines and broken character becomes U+FFFD; the rest stays as it is. Markup is not escaped.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) safe.Append((IsSafe(rune) ? rune : Rune.ReplacementChar).ToString());
        return safe.ToString();
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
