namespace Repro.Data.Sample;

/// <summary>The words of sample reviews, grouped by role. All lower case.</summary>
internal static class SampleLexicon
{
    /// <summary>Opinion words with their score: ±2 strong, ±1 weak.</summary>
    public static IReadOnlyList<OpinionWord> Opinions { get; } =
    [
        .. Scored(2, "great fantastic wonderful brilliant superb excellent stunning"),
        .. Scored(1, "good nice funny charming clever solid fresh"),
        .. Scored(-1, "bad boring dull weak silly slow flat"),
        .. Scored(-2, "horrible terrible awful disgusting dreadful painful stupid"),
    ];

    /// <summary>Superlatives, which judge a whole class of things: <c>best film ever</c>.</summary>
    public static IReadOnlyList<OpinionWord> Superlatives { get; } = [new("best", 2), new("worst", -2)];

    /// <summary>Words that reverse the opinion after them.</summary>
    public static IReadOnlyList<string> Negators { get; } = Split("not never hardly");

    /// <summary>What is judged.</summary>
    public static IReadOnlyList<string> Topics { get; } =
        Split(
            "movie film performance show story acting plot ending script music cast scene dialogue direction "
                + "picture comedy drama camera"
        );

    /// <summary>
    /// Things that occur in plots; they express no opinion. They include <c>pad</c>, the word that fills the notebook's
    /// reference.
    /// </summary>
    public static IReadOnlyList<string> Things { get; } =
        Split(
            """
            house family city friend night road war train letter brother pad door money ship island doctor school garden river secret
            village daughter soldier winter hotel murder station bridge captain wedding farm king window journey mountain detective
            bank dog horse army forest church boat diary teacher mirror castle storm prison harbour uncle sister market theatre lawyer
            piano desert kitchen tower summer photograph sailor factory library bottle painter thief queen rifle circus hospital
            orchard telephone suitcase lantern widow cousin banker blizzard compass tavern ferry quarry violin lighthouse
            """
        );

    /// <summary>Verbs for plots.</summary>
    public static IReadOnlyList<string> Deeds { get; } =
        Split(
            """
            finds leaves meets follows loses buys watches visits steals remembers hides builds opens paints sells draws crosses guards
            reaches describes enters keeps searches carries repairs inherits photographs borrows studies escapes
            """
        );

    /// <summary>All words.</summary>
    public static IEnumerable<string> All =>
        [.. Opinions.Concat(Superlatives).Select(word => word.Text), .. Negators, .. Topics, .. Things, .. Deeds];

    internal static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<OpinionWord> Scored(int score, string words) =>
        Split(words).Select(word => new OpinionWord(word, score));
}

/// <summary>A word that expresses an opinion.</summary>
/// <param name="Text">The word.</param>
/// <param name="Score">Its score when not negated: −2, −1, 1 or 2.</param>
internal sealed record OpinionWord(string Text, int Score);
