namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// A batch's tokens without padding, in the order of <c>pack_padded_sequence</c>: the first tokens of all reviews,
/// longest review first, then the second tokens of those that have one, and so on. Each step is one block of rows, in
/// which each review keeps its place.
/// </summary>
internal sealed class PackedReviews
{
    public PackedReviews(IReadOnlyList<int> lengths)
    {
        Order = [.. Enumerable.Range(0, lengths.Count).OrderByDescending(i => lengths[i])];
        Lengths = Array.ConvertAll(Order, i => lengths[i]);
        Counts = [.. Enumerable.Range(0, Lengths[0]).Select(step => Lengths.TakeWhile(n => n > step).Count())];
        Offsets = new int[Counts.Length + 1];
        for (var step = 0; step < Counts.Length; step++)
            Offsets[step + 1] = Offsets[step] + Counts[step];
        Reversed = new int[Tokens];
        for (var place = 0; place < Lengths.Length; place++)
        {
            for (var step = 0; step < Lengths[place]; step++)
                Reversed[Offsets[step] + place] = Offsets[Lengths[place] - 1 - step] + place;
        }
    }

    /// <summary><c>int32 [reviews]</c>: the review at each place; reviews of equal length keep their order.</summary>
    public int[] Order { get; }

    /// <summary><c>int32 [reviews]</c>: tokens of the review at each place, in descending order.</summary>
    public int[] Lengths { get; }

    /// <summary><c>int32 [steps]</c>: reviews that have a token at each step.</summary>
    public int[] Counts { get; }

    /// <summary><c>int32 [steps + 1]</c>: the first row of each step.</summary>
    public int[] Offsets { get; }

    /// <summary>
    /// <c>int32 [tokens]</c>: the row of the same token when every review is read from its end. It is its own inverse.
    /// </summary>
    public int[] Reversed { get; }

    public int Steps => Counts.Length;

    /// <summary>Number of rows: the tokens of all reviews.</summary>
    public int Tokens => Offsets[^1];

    /// <summary>The row of a review's last token.</summary>
    public int LastRow(int place) => Offsets[Lengths[place] - 1] + place;
}
