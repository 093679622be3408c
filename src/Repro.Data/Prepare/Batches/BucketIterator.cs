using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Data.Prepare.Batches;

/// <summary>
/// Batches of reviews in torchtext's order (<c>torchtext.legacy.data.BucketIterator</c> 0.10). It has its own random
/// state: each epoch continues where the last one ended, and iterators do not affect each other.
/// </summary>
public sealed class BucketIterator
{
    /// <summary>Batches per pool; torchtext sorts and shuffles within a pool.</summary>
    private const int PoolBatches = 100;

    private readonly EncodedReviews reviews;
    private readonly int batchSize;
    private readonly BatchLayout layout;
    private readonly bool sorted;
    private readonly PythonRandom? random;

    /// <param name="reviews">The reviews to batch.</param>
    /// <param name="batchSize">Reviews per batch; the last one may have fewer.</param>
    /// <param name="layout">Shape of the batches' tokens.</param>
    /// <param name="sorted">Whether batches group reviews of similar length, longest first.</param>
    /// <param name="random">Initial random state, which is copied; null for reviews that are not shuffled (validation
    /// and test).</param>
    internal BucketIterator(
        EncodedReviews reviews,
        int batchSize,
        BatchLayout layout,
        bool sorted,
        PythonRandom? random
    )
    {
        if (batchSize < 1)
            throw ReproException.Usage(
                $"batches: {batchSize} reviews per batch is below 1, the minimum. Choose a larger batch."
            );
        (this.reviews, this.batchSize, this.layout, this.sorted) = (reviews, batchSize, layout, sorted);
        this.random = random?.Clone();
    }

    /// <summary>Batches per epoch.</summary>
    public int BatchCount => (reviews.Count + batchSize - 1) / batchSize;

    /// <summary>The live random state for the next epoch; null if nothing is shuffled.</summary>
    public PythonRandom? Generator => random;

    /// <summary>The reviews that are batched.</summary>
    public EncodedReviews Reviews => reviews;

    /// <summary>
    /// Starts the next epoch. The call itself draws the order; batches are created one by one as they are read. An
    /// epoch that is not read to its end therefore leaves the same random state, and a resumed run can skip an epoch by
    /// calling this and reading nothing.
    /// </summary>
    public IEnumerable<Batch> Epoch()
    {
        var order = random is null ? FixedOrder() : ShuffledOrder(random);
        return order.Select(examples => new Batch(reviews, examples, layout));
    }

    /// <summary>The same, but another thread prepares the next batch while one is in use.</summary>
    /// <param name="assemble">Called for each batch on that thread.</param>
    public IEnumerable<Batch> Epoch(Action<Batch> assemble) => ReadAhead.Start(Epoch(), assemble);

    // Validation and test: file order, or ascending length with each batch reversed, so that ties are in reverse order.
    private List<int[]> FixedOrder()
    {
        var all = Enumerable.Range(0, reviews.Count);
        if (!sorted)
            return [.. all.Chunk(batchSize)];
        var batches = all.OrderBy(reviews.Length).Chunk(batchSize).ToList();
        batches.ForEach(batch => Array.Reverse(batch));
        return batches;
    }

    // Training: all reviews shuffled, cut into pools, each pool sorted by length if asked, cut into batches, the
    // batches shuffled.
    private List<int[]> ShuffledOrder(PythonRandom random)
    {
        var order = new List<int[]>(BatchCount);
        foreach (var pool in random.Sample(reviews.Count, reviews.Count).Chunk(PoolBatches * batchSize))
        {
            var batches = (sorted ? pool.OrderBy(reviews.Length) : pool.AsEnumerable()).Chunk(batchSize).ToArray();
            order.AddRange(random.Sample(batches.Length, batches.Length).Select(i => LongestFirst(batches[i])));
        }

        return order;
    }

    // A stable sort: unlike the reversal above, ties keep their order in the pool.
    private int[] LongestFirst(int[] batch) => sorted ? [.. batch.OrderByDescending(reviews.Length)] : batch;
}

/// <summary>The three iterators of a run, as created by <c>BucketIterator.splits</c>.</summary>
public sealed record BucketIterators(BucketIterator Train, BucketIterator Validation, BucketIterator Test)
{
    /// <summary>
    /// Every iterator starts from the state right after <c>random.seed(seed)</c>: torchtext restores the global state
    /// after drawing the split, so the split does not advance it.
    /// </summary>
    /// <exception cref="ReproException">A batch size is below 1 (exit code 2).</exception>
    public static BucketIterators Create(PreparedCorpus corpus, BatchSpec spec, long seed) =>
        new(
            new BucketIterator(corpus.Train, spec.Training, spec.Layout, spec.Sorted, new PythonRandom(seed)),
            new BucketIterator(corpus.Validation, spec.Validation, spec.Layout, spec.Sorted, null),
            new BucketIterator(corpus.Test, spec.Test, spec.Layout, spec.Sorted, null)
        );
}
