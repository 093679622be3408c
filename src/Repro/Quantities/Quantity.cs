using System.Globalization;

namespace Repro.Quantities;

/// <summary>What kind of number a quantity is. Every text belongs to exactly one.</summary>
public enum QuantityGroup
{
    /// <summary>The whole run, if none of its numbers can be compared: <c>run</c>.</summary>
    Run,

    /// <summary>One number per run: <c>test.f1.global</c>, <c>epochs.best</c>, or an assignment's own.</summary>
    Metric,

    /// <summary>One number per epoch: <c>curve.2.train-loss</c>.</summary>
    Curve,

    /// <summary>
    /// A number of a sentence, of one of its words, or of all words' signs: <c>attribution.1.importance.3</c>.
    /// </summary>
    Attribution,

    /// <summary>A metric with one thing changed: <c>intervention.even-errors.test.f1.global</c>.</summary>
    Intervention,

    /// <summary>Result of the bitwise comparison: <c>exact.differing</c>.</summary>
    Exact,

    /// <summary>The loss of one training step: <c>step.1.12</c>, epoch and step. Only the exact record has them.</summary>
    Step,

    /// <summary>The probability of one test review: <c>test.probability.7</c>. Only the exact record has them.</summary>
    Prediction,
}

/// <summary>The parsed name of a number. Epochs, sentences and words are numbered from 1.</summary>
/// <param name="Text">The name as stored in files.</param>
/// <param name="Group">What kind it is.</param>
/// <param name="Name">The name without group and numbers: <c>train-loss</c>, <c>importance</c>,
/// <c>test.f1.global</c>.</param>
/// <param name="Epoch">Epoch of a curve's number or of a step; else null.</param>
/// <param name="Sentence">Sentence of an attribution; null for other groups and for quantities over all
/// sentences.</param>
/// <param name="Word">Word of an attribution; else null.</param>
/// <param name="Position">Step of its epoch, or review of the test; else null.</param>
public readonly record struct Quantity(
    string Text,
    QuantityGroup Group,
    string Name,
    int? Epoch = null,
    int? Sentence = null,
    int? Word = null,
    int? Position = null
)
{
    /// <summary>Parses a name. A name of unknown form is a metric.</summary>
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
            ["step", var epoch, var step] when (Number(epoch), Number(step)) is ({ } number, { } position) => new(
                text,
                QuantityGroup.Step,
                "step",
                Epoch: number,
                Position: position
            ),
            ["test", "probability", var review] when Number(review) is { } position => new(
                text,
                QuantityGroup.Prediction,
                "test.probability",
                Position: position
            ),
            _ => new(text, QuantityGroup.Metric, text),
        };

    /// <summary>The group of a name, or of a pattern with <c>*</c> in place of numbers.</summary>
    public static QuantityGroup GroupOf(string text) => Of(text.Replace("*", "1", StringComparison.Ordinal)).Group;

    /// <summary>Whether it is one of the averages of the test's F1.</summary>
    public bool IsF1 => Group == QuantityGroup.Metric && Text.StartsWith("test.f1.", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : null;
}
