using System.Globalization;
using Repro;

namespace ReproBuild.Arguments;

/// <summary>The value of <c>--seeds</c>: <c>1..8</c>, <c>1,2,5</c> or a mixture.</summary>
internal static class SeedList
{
    /// <summary>More than that at once is a slip of the hand.</summary>
    private const int Most = 100;

    /// <returns>The seeds in the order given.</returns>
    public static IReadOnlyList<long> Parse(string text, Action<string> fault)
    {
        List<long> seeds = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Range(part) is not { } range || range.Last < range.First || range.Last - range.First >= Most)
                fault(
                    $"{TerminalText.Quote(part)} is neither a seed from 0 to {uint.MaxValue} nor a range of at most "
                        + $"{Most} such as 1..8."
                );
            else
                for (var seed = range.First; seed <= range.Last; seed++)
                    seeds.Add(seed);
        }

        if (seeds.Count > Most)
            fault($"{seeds.Count} seeds are more than {Most}. Name fewer at a time.");
        Repeats.Report(seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)), fault);
        return seeds;
    }

    private static (long First, long Last)? Range(string part) =>
        part.Split("..") switch
        {
            [var one] when Seed(one) is { } seed => (seed, seed),
            [var first, var last] when Seed(first) is { } from && Seed(last) is { } to => (from, to),
            _ => null,
        };

    private static long? Seed(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
