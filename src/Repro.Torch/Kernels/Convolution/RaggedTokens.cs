using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;

namespace Repro.Torch.Kernels.Convolution;

/// <summary>
/// A batch in the form the ragged CNN reads: each review with only as much padding as can affect the result, and each
/// token replaced by its index among the batch's distinct tokens.
/// </summary>
internal sealed class RaggedTokens
{
    private RaggedTokens(int[] distinct, int[] places, int[] starts, int[] lengths, int padded) =>
        (Distinct, Places, Starts, Lengths, Padded) = (distinct, places, starts, lengths, padded);

    /// <summary><c>int32 [distinct]</c>: vocabulary indices, in order of first occurrence.</summary>
    public int[] Distinct { get; }

    /// <summary>
    /// <c>int32 [positions]</c>: the index in <see cref="Distinct"/> of the token at each position of each review.
    /// </summary>
    public int[] Places { get; }

    /// <summary><c>int32 [reviews + 1]</c>: start of each review in <see cref="Places"/>.</summary>
    public int[] Starts { get; }

    /// <summary><c>int32 [reviews]</c>: tokens per review, without padding.</summary>
    public int[] Lengths { get; }

    /// <summary>Positions per review in the equivalent padded batch.</summary>
    public int Padded { get; }

    public int Reviews => Lengths.Length;

    /// <summary>
    /// Number of windows of a width whose values can differ for a review of n tokens: those that start at 0 … n, the
    /// last of which is all padding; fewer if the padded batch ends earlier.
    /// </summary>
    public int Windows(int review, int width) => Math.Min(Lengths[review], Padded - width) + 1;

    /// <param name="batch">The reviews.</param>
    /// <param name="widest">Width of the widest convolution; a shorter batch is treated as padded to it.</param>
    /// <param name="seen">Scratch, <c>int32 [vocabulary]</c>, all −1; restored on return.</param>
    public static RaggedTokens Pack(Batch batch, int widest, int[] seen)
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
