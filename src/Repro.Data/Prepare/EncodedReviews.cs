using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Prepare;

/// <summary>
/// Numbered reviews of one part: training, validation or test. All token ids are in one array, review after review.
/// </summary>
public sealed class EncodedReviews
{
    private readonly string[] ids;
    private readonly byte[] labels;
    private readonly int[] starts;
    private readonly int[] tokens;

    /// <param name="ids">One per review.</param>
    /// <param name="labels">0 or 1 per review.</param>
    /// <param name="starts">Start of each review's tokens, then the end of the last review: one more value than there
    /// are reviews.</param>
    /// <param name="tokens">Vocabulary indices.</param>
    internal EncodedReviews(string[] ids, byte[] labels, int[] starts, int[] tokens) =>
        (this.ids, this.labels, this.starts, this.tokens) = (ids, labels, starts, tokens);

    /// <summary>Number of reviews.</summary>
    public int Count => ids.Length;

    /// <summary>Number of tokens of all reviews.</summary>
    public int TotalTokens => tokens.Length;

    /// <summary>Where a review came from: <c>train/pos/0_9</c>.</summary>
    public string Id(int review) => ids[review];

    /// <summary>0 or 1, by the label vocabulary.</summary>
    public int Label(int review) => labels[review];

    /// <summary>Number of tokens of a review.</summary>
    public int Length(int review) => starts[review + 1] - starts[review];

    /// <summary>
    /// Vocabulary indices of a review's tokens; <see cref="Vocabulary.Unknown"/> for words not in the vocabulary.
    /// </summary>
    public ReadOnlySpan<int> Tokens(int review) => tokens.AsSpan(starts[review], Length(review));

    /// <summary>Tokenises on every core and numbers the tokens.</summary>
    public static EncodedReviews Encode(IReadOnlyList<Review> reviews, Vocabulary vocabulary, LabelVocabulary labels)
    {
        var encoded = new int[reviews.Count][];
        Parallel.For(
            0,
            reviews.Count,
            () => new List<int>(),
            (i, _, buffer) =>
            {
                buffer.Clear();
                foreach (var token in Tokenizer.Enumerate(reviews[i].Text))
                    buffer.Add(vocabulary.IndexOf(token));
                encoded[i] = [.. buffer];
                return buffer;
            },
            _ => { }
        );

        var starts = new int[reviews.Count + 1];
        for (var i = 0; i < encoded.Length; i++)
            starts[i + 1] = checked(starts[i] + encoded[i].Length);
        var tokens = new int[starts[^1]];
        for (var i = 0; i < encoded.Length; i++)
            encoded[i].CopyTo(tokens, starts[i]);
        return new(
            [.. reviews.Select(r => r.Id)],
            [.. reviews.Select(r => (byte)labels.IndexOf(r.Label))],
            starts,
            tokens
        );
    }
}
