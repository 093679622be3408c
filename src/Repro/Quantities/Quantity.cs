using System.Globalization;

namespace Repro.Quantities;

/// <summary>What kind of number a quantity is. Every text belongs to exactly one.</summary>
public enum QuantityGroup
{
    /// <summary>The whole run, where nothing of it can be compared: <c>run</c>.</summary>
    Run,

    /// <summary>One number a run: <c>test.f1.global</c>, <c>epochs.best</c>, or an assignment's own.</summary>
    Metric,

    /// <summary>One number an epoch: <c>curve.2.train-loss</c>.</summary>
    Curve,

    /// <summary>Of a sentence, of one of its words, or of all words' signs: <c>attribution.1.importance.3</c>.</summary>
    Attribution,

    /// <summary>A metric with one thing changed: <c>intervention.even-errors.test.f1.global</c>.</summary>
    Intervention,

    /// <summary>Of the comparison to the last bit: <c>exact.differing</c>.</summary>
    Exact,
}

/// <summary>The name of a number, taken apart. Epochs, sentences and words count from 1.</summary>
/// <param name="Text">As files have it.</param>
/// <param name="Group">What kind it is.</param>
/// <param name="Name">What is left without group and numbers: <c>train-loss</c>, <c>importance</c>,
/// <c>test.f1.global</c>.</param>
/// <param name="Epoch">Of a curve; null elsewhere.</param>
/// <param name="Sentence">Of an attribution; null elsewhere, and where it is of all sentences.</param>
/// <param name="Word">Of an attribution's word; null elsewhere.</param>
public readonly record struct Quantity(
    string Text,
    QuantityGroup Group,
    string Name,
    int? Epoch = null,
    int? Sentence = null,
    int? Word = null
)
{
    /// <summary>Takes a text apart. What has no known shape is a metric of that name.</summary>
    public static Quantity Of(string text) =>
        text.Split('.') switch
        {
            ["run"] => new(text, QuantityGroup.Run, text),
            ["exact", _, ..] => new(text, QuantityGroup.Exact, text["exact.".Length..]),
            ["intervention", _, ..] => new(text, QuantityGroup.Intervention, text["intervention.".Length..]),
            ["curve", var epoch, var name] when Number(epoch) is { } number => new(
                text,
                QuantityGroup.Curve,
                name,
                Epoch: number
            ),
            ["attribution", var sentence, var name] when Number(sentence) is { } number => new(
                text,
                QuantityGroup.Attribution,
                name,
                Sentence: number
            ),
            ["attribution", var sentence, var name, var word]
                when Number(sentence) is { } number && Number(word) is { } position => new(
                text,
                QuantityGroup.Attribution,
                name,
                Sentence: number,
                Word: position
            ),
            ["attribution", var name] => new(text, QuantityGroup.Attribution, name),
            _ => new(text, QuantityGroup.Metric, text),
        };

    /// <summary>The group of a text, or of a pattern with <c>*</c> in the place of numbers.</summary>
    public static QuantityGroup GroupOf(string text) => Of(text.Replace("*", "1", StringComparison.Ordinal)).Group;

    /// <summary>Whether it is one of the averages of the test's F1.</summary>
    public bool IsF1 => Group == QuantityGroup.Metric && Text.StartsWith("test.f1.", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : null;
}
