using System.Numerics;
using Repro.Experiments;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// The elementwise part of one step of a recurrent layer, without the matrix products. The gates of a row are adjacent,
/// in the order of PyTorch's weights.
/// </summary>
internal abstract unsafe class RecurrentCell(int hidden)
{
    public int Hidden => hidden;

    /// <summary>Gates per row: 4 for an LSTM, 3 for a GRU.</summary>
    public abstract int Gates { get; }

    /// <summary>
    /// Whether the projection of the previous state is added to that of the input before the cell runs; otherwise the
    /// cell receives it separately.
    /// </summary>
    public abstract bool AddsProjections { get; }

    public static RecurrentCell Create(RnnSpec spec) =>
        spec.Cell == CellKind.Lstm ? new LstmCell(spec.Hidden) : new GruCell(spec.Hidden);

    /// <summary>Computes outputs from projections.</summary>
    public abstract void Forward(in CellRows rows, float* inputBias, float* hiddenBias);

    /// <summary>
    /// Computes the gates' gradient from that of the outputs. It overwrites the gates, and its sum over the rows is
    /// added to the biases' gradients.
    /// </summary>
    public abstract void Backward(in CellRows rows, float* inputBias, float* hiddenBias);

    /// <summary>Stores gate gradients and adds them to a bias gradient.</summary>
    protected static void Put(Vector<float> gradient, float* gates, float* bias, int at, int left)
    {
        gradient = Activations.Flush(gradient);
        Activations.Store(gradient, gates + at, left);
        Activations.Store(Activations.Load(bias + at, left) + gradient, bias + at, left);
    }
}

/// <summary>Pointers to the rows of one step. Pointers to the previous step are null at the first step.</summary>
internal readonly unsafe struct CellRows
{
    public required int Count { get; init; }

    /// <summary>[rows, gates × hidden]: projections, then activated gates, then their gradients.</summary>
    public required float* Gates { get; init; }

    /// <summary>
    /// [rows, gates × hidden]: the state's projection, if the cell receives it separately, and its gradient; else null.
    /// </summary>
    public required float* Projected { get; init; }

    /// <summary>[rows, hidden]: an LSTM's cell state; a GRU's projected candidate.</summary>
    public required float* Memory { get; init; }

    public required float* MemoryBefore { get; init; }

    /// <summary>[rows, hidden].</summary>
    public required float* Outputs { get; init; }

    public required float* OutputsBefore { get; init; }

    /// <summary>[rows, hidden]: gradient of the outputs from the layer above.</summary>
    public float* OutputGradient { get; init; }

    /// <summary>[rows, hidden]: gradient through the next step's matrix product.</summary>
    public float* RecurrentGradient { get; init; }

    /// <summary>[rows, hidden]: gradient that is passed to the previous step directly; input and output.</summary>
    public float* Carry { get; init; }
}
