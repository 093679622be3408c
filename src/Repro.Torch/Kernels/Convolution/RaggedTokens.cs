using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// A batch as the ragged CNN reads it: every review with only as much padding behind it as can make a difference, and
/// each token replaced by its place among the batch's distinct tokens.
/// </summary>
internal sealed class RaggedTokens
{
    private RaggedTokens(int[] distinct, int[] places, int[] starts, int[] lengths, int padded) =>
        (Distinct, Places, Starts, Lengths, Padded) = (distinct, places, starts, lengths, padded);

    /// <summary><c>int32 [distinct]</c>: vocabulary indices, in order of first occurrence.</summary>
    public int[] Distinct { get; }

    /// <summary>
    /// <c>int32 [positions]</c>: for every position of every review, its token's place in <see cref="Distinct"/>.
    /// </summary>
    public int[] Places { get; }

    /// <summary><c>int32 [reviews + 1]</c>: where each review begins in <see cref="Places"/>.</summary>
    public int[] Starts { get; }

    /// <summary><c>int32 [reviews]</c>: tokens per review, without padding.</summary>
    public int[] Lengths { get; }

    /// <summary>Positions per review in the padded batch that this stands for.</summary>
    public int Padded { get; }

    public int Reviews => Lengths.Length;

    /// <summary>
    /// Windows of width w that a review of n tokens has different values for: those that begin at 0 … n, the last lying
    /// wholly in the padding; fewer where the padded batch ends before.
    /// </summary>
    public int Windows(int review, int width) => Math.Min(Lengths[review], Padded - width) + 1;

    /// <param name="batch">The reviews.</param>
    /// <param name="widest">The widest convolution; a batch shorter than it is read as if filled up to it.</param>
    /// <param name="seen">Scratch, <c>int32 [vocabulary]</c>, all −1; it is so again on return.</param>
    public static RaggedTokens Of(Batch batch, int widest, int[] seen)
    {
        var padded = Math.Max(batch.Length, widest);
        var starts = new int[batch.Size + 1];
        for (var i = 0; i < batch.Size; i++)
            starts[i + 1] = starts[i] + Math.Min(padded, batch.Lengths[i] + widest);
        var places = new int[starts[^1]];
        var distinct = new List<int>();
        for (var i = 0; i < batch.Size; i++)
        {
            var tokens = batch.Tokens(i);
            var review = places.AsSpan(starts[i]..starts[i + 1]);
            for (var p = 0; p < tokens.Length; p++)
                review[p] = PlaceOf(tokens[p], distinct, seen);
            if (review.Length > tokens.Length)
                review[tokens.Length..].Fill(PlaceOf(Vocabulary.Padding, distinct, seen));
        }

        foreach (var token in distinct)
            seen[token] = -1;
        return new RaggedTokens([.. distinct], places, starts, batch.Lengths, padded);
    }

    private static int PlaceOf(int token, List<int> distinct, int[] seen)
    {
        if (seen[token] >= 0)
            return seen[token];
        distinct.Add(token);
        return seen[token] = distinct.Count - 1;
    }
}
