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
    /// Parses values separated by single spaces. They are rounded to double and then to float, as by Python's
    /// <c>float</c> and torch's tensor.
    /// </summary>
    /// <param name="text">Text with as many values as <paramref name="values"/> has elements.</param>
    /// <param name="values">Receives the values.</param>
    /// <param name="wrong">The first value that is not a finite number.</param>
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
    /// Parses at most fifteen digits and a point: the digits as an integer and the power of ten are both exact as
    /// double, so their quotient is the correctly rounded value (Clinger 1990).
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
    /// Accepts what Python's <c>float</c> accepts, except infinities and NaN: surrounding white space, and an
    /// underscore between two digits. The framework's parser would also accept trailing NULs.
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
