namespace Repro.Data.Sample;

/// <summary>One opinion in a sample review and its sentence pattern.</summary>
/// <param name="Pattern">Words and slots, for <see cref="SampleSentences"/>.</param>
/// <param name="Word">The opinion word.</param>
/// <param name="Before">In a contrast, the opinion word before <c>but</c>, which the clause after it overrides; else
/// null.</param>
/// <param name="Score">Its contribution to the review's score: the word's score, or ±1 of the opposite sign if
/// negated.</param>
internal sealed record SampleOpinion(string Pattern, OpinionWord Word, OpinionWord? Before, int Score)
{
    private const int PlainPercent = 56,
        NegatedPercent = 28;

    private static readonly string[] Plain =
    [
        "it was a %word %topic",
        "the %topic was %word",
        "such a %word %topic",
        "i found the %topic %word",
        "%word %topic",
        "it is a %word %topic",
        "really %word %topic",
        "this is a %word %topic",
    ];

    private static readonly string[] Negated =
    [
        "it was %negator a %word %topic",
        "the %topic was %negator %word",
        "%negator a %word %topic",
        "i found the %topic %negator %word",
        "%negator %word",
        "it is %negator a %word %topic",
        "this is %negator a %word %topic",
    ];

    private static readonly string[] Contrast =
    [
        "the %topic was %before but %word",
        "%before %topic but %word %topic",
        "it is %before but %word",
        "%before but %word %topic",
    ];

    private static readonly string[] Idiom =
    [
        "i've never watched something as %word",
        "never watched a %topic as %word",
    ];

    private static readonly string[] Superlative =
    [
        "%word %topic ever",
        "the %word %topic ever",
        "it was the %word %topic ever",
    ];

    /// <summary>All patterns.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
    [.. Plain, .. Negated, .. Contrast, .. Idiom, .. Superlative];

    /// <summary>Draws a positive (<paramref name="side"/> = 1) or negative (−1) opinion.</summary>
    public static SampleOpinion Draw(SplitMix64 random, int side)
    {
        var form = random.Below(100);
        if (form < NegatedPercent)
        {
            return new SampleOpinion(random.Any(Negated), AnyWord(random, -side), null, side);
        }

        var (patterns, words) = (form - NegatedPercent) switch
        {
            < PlainPercent => (Plain, SampleLexicon.Opinions),
            < PlainPercent + 10 => (Contrast, SampleLexicon.Opinions),
            < PlainPercent + 13 => (Idiom, SampleLexicon.Opinions),
            _ => (Superlative, SampleLexicon.Superlatives),
        };
        var word = AnyWord(random, side, words);
        return new SampleOpinion(
            random.Any(patterns),
            word,
            patterns == Contrast ? AnyWord(random, -side) : null,
            word.Score
        );
    }

    private static OpinionWord AnyWord(SplitMix64 random, int side, IReadOnlyList<OpinionWord>? words = null) =>
        random.Any([.. (words ?? SampleLexicon.Opinions).Where(word => Math.Sign(word.Score) == side)]);
}
