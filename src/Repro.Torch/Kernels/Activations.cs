using System.Numerics;
using System.Runtime.CompilerServices;

namespace Repro.Torch.Kernels;

/// <summary>
/// Activation functions of recurrent cells over vectors of floats, each within a few units in the last place.
/// Multiply-adds are fused explicitly: MultiplyAddEstimate may round once or twice depending on the JIT tier, so
/// results would depend on when the method is recompiled.
/// </summary>
internal static unsafe class Activations
{
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Exp(-x));

    /// <summary>
    /// e^x = 2^n · e^r with |r| ≤ ½ ln 2, by the polynomial of Moshier's Cephes (expf). The argument is clamped to ±87
    /// so that n fits a float's exponent; sigmoid and tanh saturate long before that.
    /// </summary>
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Vector.Min(Vector.Max(x, new Vector<float>(-87)), new Vector<float>(87));
        var n = Vector.Round(x * new Vector<float>(1.44269504088896341f));
        var r = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693359375f), x);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(2.12194440e-4f), r);
        var series = new Vector<float>(1.9875691500e-4f);
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(1.3981999507e-3f));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(8.3334519073e-3f));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(4.1665795894e-2f));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(1.6666665459e-1f));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(0.5f));
        series = Vector.FusedMultiplyAdd(series, r * r, r) + Vector<float>.One;
        var power = Vector.ShiftLeft(Vector.ConvertToInt32(n) + new Vector<int>(127), 23);
        return series * Vector.AsVectorSingle(power);
    }

    /// <summary>
    /// The rational form for large arguments, an odd polynomial for small ones, as in Moshier's Cephes (tanhf).
    /// </summary>
    public static Vector<float> Tanh(Vector<float> x)
    {
        var magnitude = Vector.Abs(x);
        var large = Vector<float>.One - (new Vector<float>(2) / (Exp(magnitude + magnitude) + Vector<float>.One));
        var square = x * x;
        var series = new Vector<float>(-5.70498872745e-3f);
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2.06390887954e-2f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(-5.37397155531e-2f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(1.33314422036e-1f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(-3.33332819422e-1f));
        var small = x + (x * square * series);
        return Vector.ConditionalSelect(
            Vector.LessThan(magnitude, new Vector<float>(0.625f)),
            small,
            Vector.CopySign(large, x)
        );
    }

    /// <summary>
    /// Replaces values below 1e-25 in magnitude with zero. Over hundreds of steps a gradient decays to denormal floats,
    /// which are about a hundred times slower. Such values are far below the rounding error of the gradients that train
    /// a model.
    /// </summary>
    public static Vector<float> Flush(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(1e-25f)), Vector<float>.Zero, x);

    /// <summary>Reads a vector, or fewer floats at the end of a row; a null pointer reads as zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(float* from, int left) =>
        from == null ? Vector<float>.Zero
        : left >= Vector<float>.Count ? Vector.Load(from)
        : LoadPart(from, left);

    /// <summary>Writes a vector, or fewer floats at the end of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, float* to, int left)
    {
        if (left >= Vector<float>.Count)
            Vector.Store(value, to);
        else
            StorePart(value, to, left);
    }

    private static Vector<float> LoadPart(float* from, int left)
    {
        Span<float> whole = stackalloc float[Vector<float>.Count];
        new ReadOnlySpan<float>(from, left).CopyTo(whole);
        return new Vector<float>(whole);
    }

    private static void StorePart(Vector<float> value, float* to, int left)
    {
        Span<float> whole = stackalloc float[Vector<float>.Count];
        value.CopyTo(whole);
        whole[..left].CopyTo(new Span<float>(to, left));
    }
}
