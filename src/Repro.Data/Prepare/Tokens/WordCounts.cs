namespace Repro.Data.Prepare.Tokens;

/// <summary>Counts the tokens of texts on all cores.</summary>
internal static class WordCounts
{
    public static Dictionary<string, int> Count(IReadOnlyList<string> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        Parallel.For(
            0,
            texts.Count,
            () => new Dictionary<string, int>(StringComparer.Ordinal),
            (i, _, local) => Count(texts[i], local),
            local => Add(local, counts)
        );
        return counts;
    }

    private static Dictionary<string, int> Count(string text, Dictionary<string, int> counts)
    {
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var token in Tokenizer.Enumerate(text))
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(lookup, token, out _)++;
        }

        return counts;
    }

    private static void Add(Dictionary<string, int> local, Dictionary<string, int> counts)
    {
        lock (counts)
        {
            foreach (var (word, count) in local)
            {
                counts[word] = counts.GetValueOrDefault(word) + count;
            }
        }
    }
}
