namespace Repro.Data.Sample;

/// <summary>Fills the slots of a sentence pattern and ends the sentence.</summary>
internal static class SampleSentences
{
    private static readonly ZipfList<string> Topics = new(SampleLexicon.Topics, 2);
    private static readonly ZipfList<string> Things = new(SampleLexicon.Things, 3);
    private static readonly ZipfList<string> Deeds = new(SampleLexicon.Deeds, 2);
    private static readonly ZipfList<string> Names = new(SampleNames.All, 20);

    /// <summary>Patterns of plot sentences, which express no opinion.</summary>
    public static IReadOnlyList<string> Telling { get; } =
    [
        "%name %deed the %thing of %name",
        "in %name a %thing %deed %name",
        "%name and %name go to %name",
        "the %thing belongs to %name",
        "%name plays the %thing in %name",
        "it is set in %name",
        "a %thing from %name %deed the %thing",
        "with %name as the %thing",
        "the %topic was made in %name by %name",
        "we see a %thing and a %thing",
        "he %deed a %thing near the %thing",
        "she %deed %name",
    ];

    /// <summary>Every literal word of a pattern, and the two punctuation marks.</summary>
    public static IEnumerable<string> PlainWords =>
        SampleOpinion
            .Patterns.Concat(Telling)
            .SelectMany(pattern => pattern.Split(' '))
            .Where(token => !token.StartsWith('%'))
            .Concat([".", "!"])
            .Distinct();

    /// <summary>Generates the tokens of an opinion's sentence.</summary>
    public static IEnumerable<string> Generate(SampleOpinion opinion, SplitMix64 random) =>
        Ended(Filled(opinion.Pattern, opinion, random), random);

    /// <summary>Generates the tokens of a plot sentence.</summary>
    public static IEnumerable<string> GeneratePlot(SplitMix64 random) =>
        Ended(Filled(random.Any(Telling), null, random), random);

    private static List<string> Filled(string pattern, SampleOpinion? opinion, SplitMix64 random) =>
        [
            .. pattern
                .Split(' ')
                .Select(token =>
                    token switch
                    {
                        "%word" => opinion!.Word.Text,
                        "%before" => opinion!.Before!.Text,
                        "%negator" => random.Any(SampleLexicon.Negators),
                        "%topic" => Topics.Draw(random),
                        "%thing" => Things.Draw(random),
                        "%deed" => Deeds.Draw(random),
                        "%name" => Names.Draw(random),
                        _ => token,
                    }
                ),
        ];

    // As in real reviews, a mark is separate ("great !"), attached ("movie.") or missing. It is attached only to words
    // without opinion, because attaching it makes a different token.
    private static List<string> Ended(List<string> sentence, SplitMix64 random)
    {
        var form = random.Below(100);
        var mark = random.Chance(70) ? "." : "!";
        if (form < 10)
            return sentence;
        if (form < 40 && SampleLexicon.Topics.Contains(sentence[^1]))
            sentence[^1] += mark;
        else
            sentence.Add(mark);
        return sentence;
    }
}
