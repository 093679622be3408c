using System.Buffers;
using System.Globalization;
using System.Text;

namespace Repro.Data.Prepare.Vectors;

/// <summary>The values of one line of word vectors.</summary>
internal static class VectorLine
{
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 16).Select(n => Math.Pow(10, n))];

    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789+-.eE_"u8);

    /// <summary>
    /// Parses values parted by single spaces, rounded to double and then to float, as Python's <c>float</c> and torch's
    /// tensor do.
    /// </summary>
    /// <param name="text">As many values as <paramref name="values"/> takes.</param>
    /// <param name="values">Receives them.</param>
    /// <param name="wrong">The first that is not a finite number.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<float> values, out string wrong)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var space = text.IndexOf((byte)' ');
            var value = space < 0 ? text : text[..space];
            if (
                !(TryParseShort(value, out var number) || TryParseAny(value, out number))
                || !float.IsFinite((float)number)
            )
            {
                wrong = Encoding.UTF8.GetString(value);
                return false;
            }

            values[i] = (float)number;
            text = space < 0 ? [] : text[(space + 1)..];
        }

        wrong = "";
        return true;
    }

    /// <summary>
    /// Fifteen digits and a point at most: both the digits as an integer and the power of ten are exact as double, so
    /// that their quotient is the correctly rounded value (Clinger 1990).
    /// </summary>
    internal static bool TryParseShort(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        if (text.Length is 0 or > 16)
            return false;

        var (digits, point) = (0L, -1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && point < 0)
                point = i;
            else if (text[i] is >= (byte)'0' and <= (byte)'9')
                digits = digits * 10 + (text[i] - '0');
            else
                return false;
        }

        var digitCount = point < 0 ? text.Length : text.Length - 1;
        if (digitCount is 0 or > 15)
            return false;
        number = digits / PowersOfTen[point < 0 ? 0 : text.Length - 1 - point];
        if (negative)
            number = -number;
        return true;
    }

    /// <summary>
    /// What Python's <c>float</c> takes of bytes, but for infinities and NaN: white space around, an underscore between
    /// two digits. The framework alone would take NULs behind a number, too.
    /// </summary>
    private static bool TryParseAny(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        text = text.Trim(" \t\n\r\v\f"u8);
        if (text.ContainsAnyExcept(OfNumbers))
            return false;
        if (text.Contains((byte)'_') && !TryJoin(ref text))
            return false;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryJoin(ref ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '_' && !(i > 0 && i < text.Length - 1 && IsDigit(text[i - 1]) && IsDigit(text[i + 1])))
                return false;
        text = text.ToArray().Where(b => b != '_').ToArray();
        return true;
    }

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';
}
