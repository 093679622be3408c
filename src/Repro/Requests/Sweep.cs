using Repro.Experiments.Settings;

namespace Repro.Requests;

/// <summary>
/// Overrides with several values each, as every combination of one of them: <c>--set rnn.hidden=64,128</c>.
/// Alternatives are separated by commas, those of a value that has commas itself by slashes: <c>--set
/// cnn.widths=3,4,5/2,3,4</c>.
/// </summary>
public static class Sweep
{
    /// <summary>More trainings than that in one go are a slip of the hand.</summary>
    public const int Most = 100;

    /// <returns>In the order given, the last key's values changing first; one combination where every key has one
    /// value.</returns>
    /// <exception cref="ReproException">There are too many combinations (exit code 2).</exception>
    public static EquatableList<EquatableList<string>> Expand(IEnumerable<string> overrides)
    {
        List<List<string>> combinations =
        [
            [],
        ];
        foreach (var alternatives in overrides.Select(Alternatives))
        {
            if ((long)combinations.Count * alternatives.Count > Most)
                throw ReproException.Usage(
                    FormattableString.Invariant(
                        $"--set: there are more than {Most} combinations of these values. Name fewer at a time."
                    )
                );
            combinations = [.. combinations.SelectMany(c => alternatives.Select(a => (List<string>)[.. c, a]))];
        }

        return [.. combinations.Select(c => (EquatableList<string>)[.. c])];
    }

    /// <summary>What a combination is called in tables: <c>rnn.hidden=64</c>.</summary>
    public static string Name(IEnumerable<string> overrides) => string.Join(", ", overrides);

    private static List<string> Alternatives(string text) =>
        text.Split('=', 2) is [var key, var value]
            ?
            [
                .. value
                    .Split(SpecOverrides.HasCommas(key) ? '/' : ',', StringSplitOptions.TrimEntries)
                    .Select(v => $"{key}={v}"),
            ]
            : [text];
}
