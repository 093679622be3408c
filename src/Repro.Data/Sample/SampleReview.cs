namespace Repro.Data.Sample;

/// <summary>One generated review.</summary>
/// <param name="Text">Its tokens, one space between them.</param>
/// <param name="Score">Sum of its opinions' scores; never 0.</param>
internal sealed record SampleReview(string Text, int Score)
{
    /// <summary>Minimum and maximum number of tokens.</summary>
    public const int Shortest = 10,
        Longest = 90;

    // Percentage of opinions that contradict their review.
    private const int DissentPercent = 6;

    /// <summary>
    /// Draws a review whose score has the sign of <paramref name="side"/>. Its length does not depend on the side.
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

    // Plot sentences between the opinions; the last sentence is an opinion.
    private static List<string> Tokens(List<SampleOpinion> opinions, SplitMix64 random)
    {
        var tokens = new List<string>();
        foreach (var opinion in opinions)
        {
            for (var plot = random.Below(3); plot > 0; plot--)
                tokens.AddRange(SampleSentences.GeneratePlot(random));
            tokens.AddRange(SampleSentences.Generate(opinion, random));
        }

        return tokens;
    }
}
