using System.Globalization;

namespace Repro.Statistics;

/// <summary>
/// Distances in units in the last place: how many representable numbers lie between two (Goldberg 1991, "What every
/// computer scientist should know about floating-point arithmetic").
/// </summary>
public static class Ulp
{
    /// <summary>In float32 where both numbers are such, else in float64: <c>3 ULP of float32</c>.</summary>
    public static string Between(double a, double b)
    {
        var single = (float)a == a && (float)b == b;
        var distance = single ? (UInt128)Math.Abs((long)Ordered((float)a) - Ordered((float)b)) : Distance(a, b);
        return string.Create(CultureInfo.InvariantCulture, $"{distance} ULP of {(single ? "float32" : "float64")}");
    }

    private static UInt128 Distance(double a, double b)
    {
        var (x, y) = ((Int128)Ordered(a), (Int128)Ordered(b));
        return (UInt128)(x > y ? x - y : y - x);
    }

    // Two's complement of the magnitude, so that neighbours differ by one on both sides of zero.
    private static int Ordered(float value) =>
        BitConverter.SingleToInt32Bits(value) is var bits && bits >= 0 ? bits : int.MinValue - bits;

    private static long Ordered(double value) =>
        BitConverter.DoubleToInt64Bits(value) is var bits && bits >= 0 ? bits : long.MinValue - bits;
}
