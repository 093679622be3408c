namespace Repro;

/// <summary>Finds the word a user probably meant.</summary>
public static class Nearest
{
    /// <summary>Longer words are not matched: no candidate is that long.</summary>
    private const int LongestWord = 200;

    /// <summary>
    /// The candidate with the smallest Levenshtein distance to <paramref name="word"/> (the first of equals). Null if
    /// that distance is more than half the word's length, or the word is too short (3 letters) to match reliably.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestWord)
            return null;
        var best = candidates
            .Select(c => (Word: c, Distance: Distance(word, c)))
            .OrderBy(c => c.Distance)
            .FirstOrDefault();
        return best.Word is not null && word.Length > 3 && best.Distance * 2 <= word.Length ? best.Word : null;
    }

    /// <summary>Ready to append to an error: <c> Did you mean models?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } near ? $" Did you mean {near}?" : "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var substituted = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substituted, 1 + Math.Min(diagonal, row[j]));
            }
        }

        return row[^1];
    }
}
