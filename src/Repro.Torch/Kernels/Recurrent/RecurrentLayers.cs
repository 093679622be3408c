using Repro.Experiments;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// Stacked LSTM or GRU over reviews of different lengths, with dropout between the layers. Its parameters are those of
/// one <c>nn.LSTM</c> or <c>nn.GRU</c>: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>,
/// <c>weight_ih_l0_reverse</c>, ….
/// </summary>
internal abstract class RecurrentLayers(string name) : Module<Tensor, Tensor?, Tensor>(name)
{
    /// <summary>Runs every review through every layer, from a zero state.</summary>
    /// <param name="input">float32 [length, batch, width].</param>
    /// <param name="lengths">int64 [batch] on the CPU, each 1 … length; null if all are full length.</param>
    /// <returns>The last layer's outputs, float32 [length, batch, directions × hidden]; values beyond a review's length
    /// are undefined.</returns>
    public abstract override Tensor forward(Tensor input, Tensor? lengths);

    /// <summary>One native module, <c>nn.LSTM</c> or <c>nn.GRU</c>.</summary>
    protected static Module Native(
        CellKind cell,
        long width,
        long hidden,
        long layers,
        double dropout,
        bool bidirectional
    ) =>
        cell == CellKind.Lstm
            ? LSTM(width, hidden, layers, dropout: dropout, bidirectional: bidirectional)
            : GRU(width, hidden, layers, dropout: dropout, bidirectional: bidirectional);

    /// <summary>Outputs of a native module over a padded batch.</summary>
    protected static Tensor Run(Module native, Tensor input) =>
        native is LSTM lstm ? lstm.call(input).Item1 : ((GRU)native).call(input).Item1;
}
