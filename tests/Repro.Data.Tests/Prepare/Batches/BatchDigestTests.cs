using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;

namespace Repro.Data.Tests.Prepare.Batches;

public sealed class BatchDigestTests
{
    private static readonly (int[] Tokens, int Label)[] Reviews = [([4, 5, 6], 1), ([7, 8], 0), ([9], 1)];

    [Fact]
    public void Equal_reading_has_an_equal_digest() => Of(Reviews, 2).Should().Be(Of(Reviews, 2)).And.HaveLength(16);

    [Fact]
    public void Every_other_reading_has_another()
    {
        string[] digests =
        [
            Of(Reviews, 2),
            Of(Reviews, 1),
            Of([Reviews[1], Reviews[0], Reviews[2]], 2),
            Of([([4, 5, 3], 1), .. Reviews[1..]], 2),
            Of([([4, 5, 6], 0), .. Reviews[1..]], 2),
            Of([([4, 5], 1), ([6, 7, 8], 0), Reviews[2]], 2),
            Of(Reviews[..2], 2),
        ];
        digests.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Taking_it_starts_over()
    {
        using var digest = new BatchDigest();
        var batch = Batches(Reviews, 3).Single();
        digest.Add(batch);
        var first = digest.Take();
        digest.Add(batch);
        digest.Take().Should().Be(first);
    }

    private static string Of((int[] Tokens, int Label)[] reviews, int size)
    {
        using var digest = new BatchDigest();
        foreach (var batch in Batches(reviews, size))
            digest.Add(batch);
        return digest.Take();
    }

    private static IEnumerable<Batch> Batches((int[] Tokens, int Label)[] reviews, int size)
    {
        var encoded = new EncodedReviews(
            [.. reviews.Select((_, i) => $"{i}")],
            [.. reviews.Select(r => (byte)r.Label)],
            [0, .. reviews.Select((_, i) => reviews.Take(i + 1).Sum(r => r.Tokens.Length))],
            [.. reviews.SelectMany(r => r.Tokens)]
        );
        return new BucketIterator(encoded, size, BatchLayout.TimeMajor, sorted: false, random: null).Epoch();
    }
}
