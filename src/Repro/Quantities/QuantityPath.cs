using System.Globalization;

namespace Repro.Quantities;

/// <summary>
/// Paths of a run's tabular numbers: loss curves and attributions. Epochs, sentences and words are numbered from 1. The
/// names in <see cref="QuantityNames"/> are paths too.
/// </summary>
public static class QuantityPath
{
    public const string TrainLossPattern = "curve.*.train-loss",
        ValidationLossPattern = "curve.*.validation-loss";

    public const string ProbabilityPattern = "attribution.*.probability",
        ScorePattern = "attribution.*.score",
        DeltaPattern = "attribution.*.delta";

    public const string ImportancePattern = "attribution.*.importance.*",
        SignPattern = "attribution.*.sign.*";

    /// <summary>Replaces the single signs if the baseline's runs agree on no word's sign.</summary>
    public const string AgreedSigns = "attribution.agreed-signs";

    /// <summary>Number of words whose sign is the opposite of the expected one.</summary>
    public const string TurnedSigns = "attribution.turned-signs";

    /// <summary>Count of numbers that are not bitwise equal to the baseline's.</summary>
    public const string ExactDiffering = "exact.differing";

    /// <summary>Count of numbers that differ from the baseline's by more than rounding explains.</summary>
    public const string BeyondRounding = "exact.beyond-rounding";

    public static string TrainLoss(int epoch) => Fill(TrainLossPattern, epoch);

    public static string ValidationLoss(int epoch) => Fill(ValidationLossPattern, epoch);

    public static string Probability(int sentence) => Fill(ProbabilityPattern, sentence);

    public static string Score(int sentence) => Fill(ScorePattern, sentence);

    public static string Delta(int sentence) => Fill(DeltaPattern, sentence);

    public static string Importance(int sentence, int word) => Fill(ImportancePattern, sentence, word);

    public static string Sign(int sentence, int word) => Fill(SignPattern, sentence, word);

    /// <summary>
    /// Whether every segment equals the pattern's segment or that is <c>*</c>. A pattern that is <c>*</c> alone matches
    /// all.
    /// </summary>
    public static bool Matches(string pattern, string path)
    {
        if (pattern == "*")
            return true;
        var (wanted, given) = (pattern.Split('.'), path.Split('.'));
        return wanted.Length == given.Length && wanted.Zip(given).All(p => p.First == "*" || p.First == p.Second);
    }

    private static string Fill(string pattern, params ReadOnlySpan<int> numbers)
    {
        var segments = pattern.Split('.');
        var next = 0;
        for (var i = 0; i < segments.Length; i++)
            if (segments[i] == "*")
                segments[i] = numbers[next++].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', segments);
    }
}

/// <summary>Orders paths segment by segment, numbers by value: epoch 2 before epoch 10.</summary>
public sealed class QuantityOrder : IComparer<string>
{
    public static QuantityOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x!.Split('.'), y!.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order =
                int.TryParse(left[i], NumberStyles.None, CultureInfo.InvariantCulture, out var a)
                && int.TryParse(right[i], NumberStyles.None, CultureInfo.InvariantCulture, out var b)
                    ? a.CompareTo(b)
                    : string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }
}
