using System.Numerics;
using Repro.Experiments;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// What one step of a recurrent layer does to each of its rows, apart from the matrix products. Gates stand side by
/// side in a row, in the order of PyTorch's weights.
/// </summary>
internal abstract unsafe class RecurrentCell(int hidden)
{
    public int Hidden => hidden;

    /// <summary>Gates of a row: 4 of an LSTM, 3 of a GRU.</summary>
    public abstract int Gates { get; }

    /// <summary>
    /// Whether the projection of the state before is added to the input's before the cell sees them; otherwise the cell
    /// is given it apart.
    /// </summary>
    public abstract bool AddsProjections { get; }

    public static RecurrentCell Of(RnnSpec spec) =>
        spec.Cell == CellKind.Lstm ? new LstmCell(spec.Hidden) : new GruCell(spec.Hidden);

    /// <summary>From projections to outputs.</summary>
    public abstract void Forward(in CellRows rows, float* inputBias, float* hiddenBias);

    /// <summary>
    /// From the gradient of the outputs to that of the gates, which takes the gates' place; its sum over the rows is
    /// added to the biases'.
    /// </summary>
    public abstract void Backward(in CellRows rows, float* inputBias, float* hiddenBias);

    /// <summary>Puts gradients of gates in their place and adds them to a bias's.</summary>
    protected static void Put(Vector<float> gradient, float* gates, float* bias, int at, int left)
    {
        gradient = Activations.Flush(gradient);
        Activations.Store(gradient, gates + at, left);
        Activations.Store(Activations.Load(bias + at, left) + gradient, bias + at, left);
    }
}

/// <summary>Where the rows of one step lie. A pointer to what stood a step before is null at the first step.</summary>
internal readonly unsafe struct CellRows
{
    public required int Count { get; init; }

    /// <summary>[rows, gates × hidden]: projections, then activated gates, then their gradients.</summary>
    public required float* Gates { get; init; }

    /// <summary>
    /// [rows, gates × hidden]: the state's projection where the cell takes it apart, and its gradient; else null.
    /// </summary>
    public required float* Projected { get; init; }

    /// <summary>[rows, hidden]: an LSTM's cell state; a GRU's projected candidate.</summary>
    public required float* Memory { get; init; }

    public required float* MemoryBefore { get; init; }

    /// <summary>[rows, hidden].</summary>
    public required float* Outputs { get; init; }

    public required float* OutputsBefore { get; init; }

    /// <summary>[rows, hidden]: what reaches the outputs from above.</summary>
    public float* OutputGradient { get; init; }

    /// <summary>[rows, hidden]: what reaches them through the next step's matrix product.</summary>
    public float* RecurrentGradient { get; init; }

    /// <summary>[rows, hidden]: what reaches the step before without one, in and out.</summary>
    public float* Carry { get; init; }
}
