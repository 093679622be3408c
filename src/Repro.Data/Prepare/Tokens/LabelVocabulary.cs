namespace Repro.Data.Prepare.Tokens;

/// <summary>
/// The two labels, numbered as torchtext's <c>LabelField</c> numbers them: by frequency in the training reviews, ties
/// by code point, no special tokens. Which label is 1 therefore depends on the split.
/// </summary>
public sealed class LabelVocabulary
{
    private readonly string[] labels;
    private readonly int[] frequencies;

    internal LabelVocabulary(string[] labels, int[] frequencies) =>
        (this.labels, this.frequencies) = (labels, frequencies);

    public int Count => labels.Length;

    /// <summary>The label of 0 or of 1.</summary>
    public string this[int index] => labels[index];

    /// <summary>Training reviews with that label.</summary>
    public int Frequency(int index) => frequencies[index];

    /// <summary>0 or 1.</summary>
    /// <exception cref="ReproException">The training reviews have no such label (exit code 3).</exception>
    public int IndexOf(string label)
    {
        var index = Array.IndexOf(labels, label);
        return index >= 0
            ? index
            : throw ReproException.Input(
                $"label: {label} is not one of {string.Join(", ", labels)}, the only labels in the training "
                    + "reviews. Draw more reviews, or fix the corpus."
            );
    }

    /// <exception cref="ReproException">There are not exactly two labels (exit code 3).</exception>
    public static LabelVocabulary Build(IEnumerable<string> labels)
    {
        var counts = labels
            .CountBy(label => label, StringComparer.Ordinal)
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, CodePointOrder.Instance)
            .ToArray();
        return counts.Length == 2
            ? new([.. counts.Select(c => c.Key)], [.. counts.Select(c => c.Value)])
            : throw ReproException.Input(
                $"labels: the training reviews have {counts.Length} "
                    + $"({string.Join(", ", counts.Select(c => c.Key))}), but a binary classifier needs 2. Draw "
                    + "more reviews, or fix the corpus."
            );
    }
}
