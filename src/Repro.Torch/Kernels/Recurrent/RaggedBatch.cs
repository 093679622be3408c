using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// Positions of reviews of different lengths in a padded time-major batch, as indices of its [length × batch] rows:
/// token t of review b is row t × batch + b.
/// </summary>
internal sealed class RaggedBatch
{
    private readonly long length;
    private readonly long[] lengths;
    private readonly Device device;

    private RaggedBatch(long length, long[] lengths, Device device)
    {
        this.length = length;
        this.lengths = lengths;
        this.device = device;
    }

    /// <summary>int64 [batch]: each review's last token.</summary>
    public Tensor LastTokens => Rows(lengths.Select((n, b) => Row(n - 1, b)));

    /// <summary>
    /// int64 [Σ lengths]: every token, in the order of <c>pack_padded_sequence</c> for a batch sorted by descending
    /// length.
    /// </summary>
    public Tensor Tokens => Rows(Steps().SelectMany(t => Reviews().Where(b => t < lengths[b]).Select(b => Row(t, b))));

    /// <param name="batch">[length, batch, …].</param>
    /// <param name="lengths">int64 [batch] on the CPU; null if all are full length.</param>
    public static RaggedBatch Create(Tensor batch, Tensor? lengths)
    {
        var (length, reviews) = (batch.shape[0], batch.shape[1]);
        var values = lengths is null ? [.. Enumerable.Repeat(length, (int)reviews)] : lengths.data<long>().ToArray();
        if (values.LongLength != reviews || values.Any(n => n < 1 || n > length))
            throw ReproException.Input(
                $"lengths: {values.Length} lengths from {values.Min()} to {values.Max()}, for a batch of "
                    + $"{reviews} reviews padded to {length} tokens. Every review needs one in 1 … {length}: "
                    + "leave reviews without a token out of the corpus."
            );
        return new RaggedBatch(length, values, batch.device);
    }

    /// <summary>Reverses each review within its own length; padding stays in place. It is its own inverse.</summary>
    /// <param name="batch">[length, batch, width].</param>
    public Tensor Reverse(Tensor batch)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(
            Steps().SelectMany(t => Reviews().Select(b => Row(t < lengths[b] ? lengths[b] - 1 - t : t, b)))
        );
        return batch.flatten(0, 1).index_select(0, rows).view_as(batch).MoveToOuterDisposeScope();
    }

    private IEnumerable<long> Steps() => Enumerable.Range(0, (int)length).Select(t => (long)t);

    private IEnumerable<int> Reviews() => Enumerable.Range(0, lengths.Length);

    private long Row(long step, int review) => (step * lengths.Length) + review;

    private Tensor Rows(IEnumerable<long> rows) => tensor(rows.ToArray(), device: device);
}
