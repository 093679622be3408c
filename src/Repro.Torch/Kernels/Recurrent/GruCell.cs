using System.Numerics;
using static Repro.Torch.Kernels.Activations;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// The gated recurrent unit of <c>nn.GRU</c>: gates r, z, n; n = tanh(x + r·p), where p is the candidate's projection
/// of the previous state; h = (1 − z)·n + z·h′.
/// </summary>
internal sealed unsafe class GruCell(int hidden) : RecurrentCell(hidden)
{
    public override int Gates => 3;

    public override bool AddsProjections => false;

    public override void Forward(in CellRows rows, float* inputBias, float* hiddenBias)
    {
        var h = Hidden;
        for (var row = 0; row < rows.Count; row++)
        {
            var gates = rows.Gates + ((long)row * 3 * h);
            var projected = rows.Projected + ((long)row * 3 * h);
            for (var j = 0; j < h; j += Vector<float>.Count)
            {
                var (at, left) = (((long)row * h) + j, h - j);
                var p = Sum(projected, hiddenBias, (2 * h) + j, left);
                var r = Sigmoid(Sum(gates, inputBias, j, left) + Sum(projected, hiddenBias, j, left));
                var z = Sigmoid(Sum(gates, inputBias, h + j, left) + Sum(projected, hiddenBias, h + j, left));
                var n = Tanh(Sum(gates, inputBias, (2 * h) + j, left) + (r * p));
                var before = Load(rows.OutputsBefore == null ? null : rows.OutputsBefore + at, left);
                Store(r, gates + j, left);
                Store(z, gates + h + j, left);
                Store(n, gates + (2 * h) + j, left);
                Store(p, rows.Memory + at, left);
                Store(((Vector<float>.One - z) * n) + (z * before), rows.Outputs + at, left);
            }
        }
    }

    public override void Backward(in CellRows rows, float* inputBias, float* hiddenBias)
    {
        var (h, one) = (Hidden, Vector<float>.One);
        for (var row = 0; row < rows.Count; row++)
        {
            var gates = rows.Gates + ((long)row * 3 * h);
            var projected = rows.Projected + ((long)row * 3 * h);
            for (var j = 0; j < h; j += Vector<float>.Count)
            {
                var (at, left) = (((long)row * h) + j, h - j);
                var (r, z, n) = (Load(gates + j, left), Load(gates + h + j, left), Load(gates + (2 * h) + j, left));
                var before = Load(rows.OutputsBefore == null ? null : rows.OutputsBefore + at, left);
                var output =
                    Load(rows.OutputGradient + at, left)
                    + Load(rows.RecurrentGradient + at, left)
                    + Load(rows.Carry + at, left);
                var candidate = output * (one - z) * (one - (n * n));
                var reset = candidate * Load(rows.Memory + at, left) * r * (one - r);
                var update = output * (before - n) * z * (one - z);
                Put(reset, gates, inputBias, j, left);
                Put(update, gates, inputBias, h + j, left);
                Put(candidate, gates, inputBias, (2 * h) + j, left);
                Put(reset, projected, hiddenBias, j, left);
                Put(update, projected, hiddenBias, h + j, left);
                Put(candidate * r, projected, hiddenBias, (2 * h) + j, left);
                Store(Flush(output * z), rows.Carry + at, left);
            }
        }
    }

    private static Vector<float> Sum(float* values, float* bias, int at, int left) =>
        Load(values + at, left) + Load(bias + at, left);
}
