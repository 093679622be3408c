using Repro.Data.Prepare.Batches;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// A batch in the form the fused recurrent layers read: tokens in packed order, and the batch's distinct tokens.
/// </summary>
/// <param name="Reviews">Position of each review's tokens.</param>
/// <param name="Tokens"><c>int32 [tokens]</c>: vocabulary indices, in packed order.</param>
/// <param name="Places"><c>int32 [tokens]</c>: each token's index in <paramref name="Distinct"/>.</param>
/// <param name="Distinct"><c>int32 [distinct]</c>: vocabulary indices, in order of first occurrence.</param>
internal sealed record PackedTokens(PackedReviews Reviews, int[] Tokens, int[] Places, int[] Distinct)
{
    /// <param name="batch">The reviews, in any order of length, each with at least one token.</param>
    /// <param name="seen">Scratch, <c>int32 [vocabulary]</c>, all −1; restored on return.</param>
    public static PackedTokens Pack(Batch batch, int[] seen)
    {
        var reviews = new PackedReviews(batch.Lengths);
        var tokens = new int[reviews.Tokens];
        for (var place = 0; place < reviews.Order.Length; place++)
        {
            var review = batch.Tokens(reviews.Order[place]);
            for (var step = 0; step < review.Length; step++)
                tokens[reviews.Offsets[step] + place] = review[step];
        }

        var distinct = new List<int>();
        var places = Array.ConvertAll(tokens, token => PlaceOf(token, distinct, seen));
        foreach (var token in distinct)
            seen[token] = -1;
        return new PackedTokens(reviews, tokens, places, [.. distinct]);
    }

    private static int PlaceOf(int token, List<int> distinct, int[] seen)
    {
        if (seen[token] >= 0)
            return seen[token];
        distinct.Add(token);
        return seen[token] = distinct.Count - 1;
    }
}
