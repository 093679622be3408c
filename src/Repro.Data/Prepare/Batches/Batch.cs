using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Data.Prepare.Batches;

/// <summary>
/// A batch of reviews as plain arrays. Cheap to create: tokens are not copied, and padding is added only when
/// <see cref="Padded"/> is called.
/// </summary>
public sealed class Batch
{
    private readonly EncodedReviews reviews;
    private long[]? padded;

    internal Batch(EncodedReviews reviews, int[] examples, BatchLayout layout)
    {
        (this.reviews, Examples, Layout) = (reviews, examples, layout);
        Lengths = Array.ConvertAll(examples, reviews.Length);
        Length = Lengths.Max();
        Labels = Array.ConvertAll(examples, i => (float)reviews.Label(i));
    }

    /// <summary>Shape of <see cref="Padded"/>.</summary>
    public BatchLayout Layout { get; }

    /// <summary>Number of reviews.</summary>
    public int Size => Examples.Length;

    /// <summary>Tokens of the longest review.</summary>
    public int Length { get; }

    /// <summary><c>int32 [batch]</c>: indices into the <see cref="EncodedReviews"/> of the batch.</summary>
    public int[] Examples { get; }

    /// <summary><c>int32 [batch]</c>: tokens per review.</summary>
    public int[] Lengths { get; }

    /// <summary><c>float32 [batch]</c>: 0 or 1 per review.</summary>
    public float[] Labels { get; }

    /// <summary><c>[length, batch]</c> or <c>[batch, length]</c>, depending on the layout.</summary>
    public long[] Shape => Layout == BatchLayout.TimeMajor ? [Length, Size] : [Size, Length];

    /// <summary>Tokens of one review; 0 ≤ <paramref name="i"/> &lt; <see cref="Size"/>.</summary>
    public ReadOnlySpan<int> Tokens(int i) => reviews.Tokens(Examples[i]);

    /// <summary>Where the review came from: <c>test/pos/0_10</c>.</summary>
    public string Id(int i) => reviews.Id(Examples[i]);

    /// <summary>
    /// <c>int64</c> of <see cref="Shape"/>, row-major, with shorter reviews padded with
    /// <see cref="Vocabulary.Padding"/>. Reviews of 3 and of 1 token, time-major: <c>a₀ b₀ · a₁ 1 · a₂ 1</c>. Computed
    /// once.
    /// </summary>
    public long[] Padded() => padded ??= FilledUp();

    private long[] FilledUp()
    {
        var padded = new long[Length * Size];
        Array.Fill(padded, Vocabulary.Padding);
        var (perToken, perReview) = Layout == BatchLayout.TimeMajor ? (Size, 1) : (1, Length);
        for (var i = 0; i < Size; i++)
        {
            var tokens = Tokens(i);
            for (var t = 0; t < tokens.Length; t++)
                padded[t * perToken + i * perReview] = tokens[t];
        }

        return padded;
    }
}
