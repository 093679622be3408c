namespace Repro.Data.Sample;

/// <summary>One review as the grammar makes it.</summary>
/// <param name="Text">Its tokens, one space between them.</param>
/// <param name="Score">Sum of its opinions' scores; never 0.</param>
internal sealed record SampleReview(string Text, int Score)
{
    /// <summary>Tokens a review has at least and at most.</summary>
    public const int Shortest = 10,
        Longest = 90;

    // Of a hundred opinions so many speak against their own review.
    private const int DissentPercent = 6;

    /// <summary>
    /// A review whose score has the sign of <paramref name="side"/>. Its length is drawn without looking at the side.
    /// </summary>
    public static SampleReview Draw(SplitMix64 random, int side)
    {
        while (true)
        {
            var opinions = Enumerable
                .Range(0, 2 + random.Below(4))
                .Select(_ => SampleOpinion.Draw(random, random.Chance(DissentPercent) ? -side : side))
                .ToList();
            var score = opinions.Sum(opinion => opinion.Score);
            if (Math.Sign(score) != side)
                continue;
            var tokens = Tokens(opinions, random);
            if (tokens.Count is >= Shortest and <= Longest)
                return new SampleReview(string.Join(' ', tokens), score);
        }
    }

    // Plot between the opinions; the last word is an opinion's.
    private static List<string> Tokens(List<SampleOpinion> opinions, SplitMix64 random)
    {
        var tokens = new List<string>();
        foreach (var opinion in opinions)
        {
            for (var plot = random.Below(3); plot > 0; plot--)
                tokens.AddRange(SampleSentences.OfPlot(random));
            tokens.AddRange(SampleSentences.Of(opinion, random));
        }

        return tokens;
    }
}
