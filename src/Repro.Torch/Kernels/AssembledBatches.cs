using System.Runtime.CompilerServices;
using Repro.Data.Prepare.Batches;

namespace Repro.Torch.Kernels;

/// <summary>
/// A kernel's input for each batch: computed once, by the first thread that needs it, and kept as long as the batch.
/// </summary>
/// <param name="vocabularySize">Number of words.</param>
/// <param name="make">Computes it from a batch and a scratch array <c>int32 [vocabulary]</c> of −1, which it must
/// restore.</param>
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
