using System.Security.Cryptography;
using System.Text;

namespace Repro.Data.Prepare.Tokens;

/// <summary>
/// The words of the training reviews, numbered as torchtext's <c>Vocab</c> numbers them: <c>&lt;unk&gt;</c>,
/// <c>&lt;pad&gt;</c>, then by descending frequency, ties by code point.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>Index of <see cref="UnknownWord"/>, and of every word that is not in the vocabulary.</summary>
    public const int Unknown = 0;

    /// <summary>Index of <see cref="PaddingWord"/>, which pads batches.</summary>
    public const int Padding = 1;

    public const string UnknownWord = "<unk>",
        PaddingWord = "<pad>";

    private readonly string[] words;
    private readonly int[] frequencies;
    private readonly Dictionary<string, int> indices;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private string? digest;

    internal Vocabulary(string[] words, int[] frequencies)
    {
        (this.words, this.frequencies) = (words, frequencies);
        indices = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
            indices.Add(words[i], i);
        lookup = indices.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of entries, the two specials included.</summary>
    public int Count => words.Length;

    /// <summary>The word at an index; 0 … Count − 1.</summary>
    public string this[int index] => words[index];

    /// <summary>Every word, in the order of the indices.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>
    /// SHA-256 of the words in the order of the indices, each followed by a line feed, as UTF-8; lower-case
    /// hexadecimal.
    /// </summary>
    public string Digest => digest ??= DigestOf(words);

    /// <summary>
    /// How often the word at an index occurs in the training reviews; for a special token, how often it occurs there as
    /// a word.
    /// </summary>
    public int Frequency(int index) => frequencies[index];

    /// <summary>
    /// A word's index, or <see cref="Unknown"/> for a word that is not in the vocabulary. The lookup is case-sensitive.
    /// </summary>
    public int IndexOf(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var index) ? index : Unknown;

    /// <summary>
    /// Returns whether the word is in the vocabulary, which <see cref="IndexOf"/> cannot tell for <c>&lt;unk&gt;</c>
    /// itself.
    /// </summary>
    public bool TryIndexOf(ReadOnlySpan<char> word, out int index) => lookup.TryGetValue(word, out index);

    /// <param name="counts">How often each word occurs.</param>
    /// <param name="minFrequency">Words that occur less often are left out; at least 1.</param>
    /// <param name="maxSize">Maximum number of words, without the special tokens; null for all.</param>
    public static Vocabulary FromCounts(
        IReadOnlyDictionary<string, int> counts,
        int minFrequency = 1,
        int? maxSize = null
    )
    {
        var ordered = counts
            .Where(c => c.Value >= minFrequency && c.Key is not (UnknownWord or PaddingWord))
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, CodePointOrder.Instance)
            .Take(maxSize ?? int.MaxValue)
            .ToArray();
        return new(
            [UnknownWord, PaddingWord, .. ordered.Select(c => c.Key)],
            [
                counts.GetValueOrDefault(UnknownWord),
                counts.GetValueOrDefault(PaddingWord),
                .. ordered.Select(c => c.Value),
            ]
        );
    }

    /// <summary>Builds the vocabulary of texts, tokenized by <see cref="Tokenizer"/>.</summary>
    public static Vocabulary Build(IReadOnlyList<string> texts) => FromCounts(WordCounts.Count(texts));

    private static string DigestOf(string[] words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in words.Chunk(1024))
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', chunk) + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
