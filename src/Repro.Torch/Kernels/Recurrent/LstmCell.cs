using System.Numerics;
using static Repro.Torch.Kernels.Activations;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>The long short-term memory of <c>nn.LSTM</c>: gates i, f, g, o; c = f·c′ + i·g; h = o·tanh c.</summary>
internal sealed unsafe class LstmCell(int hidden) : RecurrentCell(hidden)
{
    public override int Gates => 4;

    public override bool AddsProjections => true;

    public override void Forward(in CellRows rows, float* inputBias, float* hiddenBias)
    {
        var h = Hidden;
        for (var row = 0; row < rows.Count; row++)
        {
            var gates = rows.Gates + ((long)row * 4 * h);
            for (var j = 0; j < h; j += Vector<float>.Count)
            {
                var at = ((long)row * h) + j;
                var i = Sigmoid(Biased(gates, inputBias, hiddenBias, j, h - j));
                var f = Sigmoid(Biased(gates, inputBias, hiddenBias, h + j, h - j));
                var g = Tanh(Biased(gates, inputBias, hiddenBias, (2 * h) + j, h - j));
                var o = Sigmoid(Biased(gates, inputBias, hiddenBias, (3 * h) + j, h - j));
                var c = (f * Load(rows.MemoryBefore == null ? null : rows.MemoryBefore + at, h - j)) + (i * g);
                Store(i, gates + j, h - j);
                Store(f, gates + h + j, h - j);
                Store(g, gates + (2 * h) + j, h - j);
                Store(o, gates + (3 * h) + j, h - j);
                Store(c, rows.Memory + at, h - j);
                Store(o * Tanh(c), rows.Outputs + at, h - j);
            }
        }
    }

    public override void Backward(in CellRows rows, float* inputBias, float* hiddenBias)
    {
        var (h, one) = (Hidden, Vector<float>.One);
        for (var row = 0; row < rows.Count; row++)
        {
            var gates = rows.Gates + ((long)row * 4 * h);
            for (var j = 0; j < h; j += Vector<float>.Count)
            {
                var (at, left) = (((long)row * h) + j, h - j);
                var (i, f) = (Load(gates + j, left), Load(gates + h + j, left));
                var (g, o) = (Load(gates + (2 * h) + j, left), Load(gates + (3 * h) + j, left));
                var squashed = Tanh(Load(rows.Memory + at, left));
                var output = Load(rows.OutputGradient + at, left) + Load(rows.RecurrentGradient + at, left);
                var cell = Load(rows.Carry + at, left) + (output * o * (one - (squashed * squashed)));
                var before = Load(rows.MemoryBefore == null ? null : rows.MemoryBefore + at, left);
                Put(cell * g * i * (one - i), gates, inputBias, j, left);
                Put(cell * before * f * (one - f), gates, inputBias, h + j, left);
                Put(cell * i * (one - (g * g)), gates, inputBias, (2 * h) + j, left);
                Put(output * squashed * o * (one - o), gates, inputBias, (3 * h) + j, left);
                Store(Flush(cell * f), rows.Carry + at, left);
            }
        }
    }

    private static Vector<float> Biased(float* gates, float* inputBias, float* hiddenBias, int at, int left) =>
        Load(gates + at, left) + Load(inputBias + at, left) + Load(hiddenBias + at, left);
}
