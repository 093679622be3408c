using System.Runtime.CompilerServices;
using Repro.Data.Prepare.Batches;

namespace Repro.Torch.Kernels;

/// <summary>
/// What a kernel reads of a batch, made once per batch by whichever thread asks first, and kept as long as the batch.
/// </summary>
/// <param name="vocabularySize">Words there are.</param>
/// <param name="make">From a batch and scratch, <c>int32 [vocabulary]</c>, all −1, which it leaves so.</param>
internal sealed class AssembledBatches<T>(int vocabularySize, Func<Batch, int[], T> make)
    where T : class
{
    private readonly ConditionalWeakTable<Batch, T> made = [];
    private readonly int[] seen = [.. Enumerable.Repeat(-1, vocabularySize)];

    public T Of(Batch batch)
    {
        lock (seen)
            return made.GetValue(batch, b => make(b, seen));
    }
}
