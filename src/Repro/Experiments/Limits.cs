using System.Globalization;

namespace Repro.Experiments;

/// <summary>The legal range of a numeric setting.</summary>
/// <param name="Text">In words: <c>1 … 64</c>, <c>above 0 and finite</c>.</param>
/// <param name="Outside">How an error message negates <paramref name="Text"/>: <c>outside</c>, <c>not</c>.</param>
/// <param name="Hold">Whether a value is legal; NaN never is.</param>
public sealed record Limits(string Text, string Outside, Func<double, bool> Hold)
{
    public static Limits Share { get; } = new("above 0 and below 1", "not", value => value is > 0 and < 1);

    public static Limits Probability { get; } = new("0 or more and below 1", "not", value => value is >= 0 and < 1);

    public static Limits Positive { get; } =
        new("above 0 and finite", "not", value => value > 0 && double.IsFinite(value));

    public static Limits Whole(long least, long most) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{least} … {most}"),
            "outside",
            value => value >= least && value <= most
        );

    /// <summary>One error sentence if the value is illegal; empty if it is legal.</summary>
    public IEnumerable<string> Faults(string key, double value) =>
        Hold(value)
            ? []
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{key}: {value} is {Outside} {Text}. Choose a value inside."
                ),
            ];
}
