using Repro.Data.Prepare;

namespace Repro.Data.Tests.Sample;

/// <summary>
/// Logistic regression on the set of words in a review: the strongest classifier of single words. Plain gradient steps
/// over all reviews in a fixed order with an L2 penalty; nothing is drawn.
/// </summary>
internal sealed class BagOfWordsClassifier
{
    private const int Rounds = 150;
    private const double Rate = 0.1,
        Penalty = 2e-3;
    private readonly Dictionary<string, int> vocabulary;
    private readonly double[] weights;
    private double bias;

    /// <param name="reviews">What to learn from.</param>
    /// <param name="minimumCount">Words in fewer reviews are left out: they can only be learned by heart.</param>
    public BagOfWordsClassifier(IReadOnlyList<Review> reviews, int minimumCount)
    {
        var kept = reviews
            .SelectMany(Words)
            .CountBy(word => word)
            .Where(word => word.Value >= minimumCount)
            .Select(word => word.Key);
        vocabulary = kept.Order(StringComparer.Ordinal)
            .Select((word, i) => (word, i))
            .ToDictionary(x => x.word, x => x.i, StringComparer.Ordinal);
        weights = new double[vocabulary.Count];
        var (bags, targets) = (
            reviews.Select(Bag).ToArray(),
            reviews.Select(review => review.Label == "pos" ? 1.0 : 0.0).ToArray()
        );
        var (speeds, sums) = (new double[weights.Length], new double[weights.Length]);
        for (var round = 0; round < Rounds; round++)
            Step(bags, targets, sums, speeds);
    }

    public bool IsPositive(Review review) => Score(Bag(review)) > 0;

    private static IEnumerable<string> Words(Review review) => review.Text.Split(' ').Distinct(StringComparer.Ordinal);

    private int[] Bag(Review review) =>
        [.. Words(review).Where(vocabulary.ContainsKey).Select(word => vocabulary[word])];

    private double Score(int[] bag) => bias + bag.Sum(word => weights[word]);

    // One step down the mean loss, each weight at a rate divided by the size of its gradients so far (Duchi, Hazan and
    // Singer, 2011).
    private void Step(int[][] bags, double[] targets, double[] sums, double[] speeds)
    {
        Array.Clear(sums);
        var slope = 0.0;
        for (var i = 0; i < bags.Length; i++)
        {
            var error = ((1 / (1 + Math.Exp(-Score(bags[i])))) - targets[i]) / bags.Length;
            slope += error;
            foreach (var word in bags[i])
                sums[word] += error;
        }

        bias -= Rate * slope;
        for (var word = 0; word < weights.Length; word++)
        {
            var gradient = sums[word] + (Penalty * weights[word]);
            speeds[word] += gradient * gradient;
            weights[word] -= Rate * gradient / (Math.Sqrt(speeds[word]) + 1e-9);
        }
    }
}
