using System.Globalization;
using Repro;
using Repro.Experiments;

namespace ReproBuild.Arguments;

/// <summary>Reads <c>--seed=N</c> and <c>--seeds=1..8</c>, <c>--seeds=1,2,5</c> or a mixture.</summary>
/// <param name="commandLine">Where they stand.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SeedReader(CommandLine commandLine, List<string> faults)
{
    /// <summary>More than that at once is a slip of the hand.</summary>
    private const int Most = 100;

    /// <returns>The seeds in the order given, one at least.</returns>
    public EquatableList<long> Read()
    {
        if (commandLine.Value(Options.Seeds) is not { } text)
            return [One()];
        if (commandLine.Value(Options.Seed) is not null)
            faults.Add("--seed and --seeds exclude each other. Name all seeds by --seeds.");
        List<long> seeds = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Range(part) is not { } range || range.Last < range.First || range.Last - range.First >= Most)
                faults.Add(
                    $"--seeds: {TerminalText.Quote(part)} is neither a seed from 0 to {uint.MaxValue} nor a range of at most "
                        + $"{Most} such as 1..8."
                );
            else
                for (var seed = range.First; seed <= range.Last; seed++)
                    seeds.Add(seed);
        }

        if (seeds.Count > Most)
            faults.Add($"--seeds: {seeds.Count} seeds are more than {Most}. Name fewer at a time.");
        faults.AddRange(
            Repeats.Faults(Options.Seeds, seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))
        );
        return seeds.Count > 0 ? [.. seeds] : [Profiles.DefaultSeed];
    }

    private long One()
    {
        if (commandLine.Value(Options.Seed) is not { } text)
            return Profiles.DefaultSeed;
        if (Parse(text) is { } seed)
            return seed;
        faults.Add(
            $"--seed: {TerminalText.Quote(text)} is not a whole number from 0 to {uint.MaxValue}. Choose one, such as "
                + $"--seed={Profiles.DefaultSeed}."
        );
        return Profiles.DefaultSeed;
    }

    private static (long First, long Last)? Range(string part) =>
        part.Split("..") switch
        {
            [var one] when Parse(one) is { } seed => (seed, seed),
            [var first, var last] when Parse(first) is { } from && Parse(last) is { } to => (from, to),
            _ => null,
        };

    private static long? Parse(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
