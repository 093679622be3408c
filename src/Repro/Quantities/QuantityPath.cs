using System.Globalization;

namespace Repro.Quantities;

/// <summary>
/// Paths of the numbers in a run that come in rows: loss curves and attributions. Epochs, sentences and words count
/// from 1. Those of <see cref="QuantityNames"/> are paths too.
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

    /// <summary>In the place of every sign, where the baseline's runs agree on none.</summary>
    public const string AgreedSigns = "attribution.agreed-signs";

    /// <summary>Words whose sign is the opposite of the expected one.</summary>
    public const string TurnedSigns = "attribution.turned-signs";

    /// <summary>Numbers that are not the baseline's to the last bit.</summary>
    public const string ExactDiffering = "exact.differing";

    /// <summary>Numbers that are further from the baseline's than rounding takes them.</summary>
    public const string BeyondRounding = "exact.beyond-rounding";

    public static string TrainLoss(int epoch) => Fill(TrainLossPattern, epoch);

    public static string ValidationLoss(int epoch) => Fill(ValidationLossPattern, epoch);

    public static string Probability(int sentence) => Fill(ProbabilityPattern, sentence);

    public static string Score(int sentence) => Fill(ScorePattern, sentence);

    public static string Delta(int sentence) => Fill(DeltaPattern, sentence);

    public static string Importance(int sentence, int word) => Fill(ImportancePattern, sentence, word);

    public static string Sign(int sentence, int word) => Fill(SignPattern, sentence, word);

    /// <summary>
    /// Whether every segment is equal to the pattern's or the pattern's is <c>*</c>. A pattern that is <c>*</c> alone
    /// matches all.
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
