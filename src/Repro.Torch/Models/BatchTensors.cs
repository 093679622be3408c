using Repro.Data.Prepare.Batches;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>A batch as tensors for a model.</summary>
/// <param name="Tokens">int64, shaped by the batch's layout: [length, batch] or [batch, length].</param>
/// <param name="Lengths">int64 [batch], always on the CPU.</param>
/// <param name="Labels">float32 [batch], 0 or 1.</param>
public sealed record BatchTensors(Tensor Tokens, Tensor Lengths, Tensor Labels) : IDisposable
{
    public static BatchTensors Create(Batch batch, Device device) =>
        new(
            tensor(batch.Padded(), batch.Shape, device: device),
            tensor(Array.ConvertAll(batch.Lengths, length => (long)length)),
            tensor(batch.Labels, device: device)
        );

    public void Dispose()
    {
        Tokens.Dispose();
        Lengths.Dispose();
        Labels.Dispose();
    }
}
