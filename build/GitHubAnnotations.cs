using System.Globalization;
using Repro;
using Repro.Verdicts.Compare;

namespace ReproBuild;

/// <summary>Reports blocking quantities as workflow commands, which GitHub shows beside the run.</summary>
public static class GitHubAnnotations
{
    /// <summary>GitHub shows at most ten errors of a step.</summary>
    public const int Most = 10;

    public static IEnumerable<string> Render(OverallVerdict overall)
    {
        foreach (var experiment in overall.Missing)
            yield return Command("error", experiment, "no verdict: it left no result");
        var blocking = overall
            .Experiments.SelectMany(e => e.Comparisons)
            .Where(c => c.Blocking && c.Verdict != Verdict.Within)
            .OrderBy(c => c.Verdict == Verdict.Improvement);
        foreach (var c in blocking.Take(Most - overall.Missing.Count))
            yield return Command(
                c.Verdict == Verdict.Improvement ? "notice" : "error",
                $"{c.Experiment} {c.Quantity}",
                $"{Words.Of(c.Verdict)}: {Number(c.Expected)} → "
                    + $"{Number(c.Found)}{(c.Tolerance is { } t ? $", tolerance {Number(t)}" : "")}. {c.Because}"
            );
    }

    private static string Command(string level, string title, string message)
    {
        var property = Escaped(title)
            .Replace(":", "%3A", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);
        return $"::{level} title={property}::{Escaped(message)}";
    }

    private static string Escaped(string text) =>
        string.Join(
            "%0A",
            text.Split('\n').Select(line => TerminalText.Of(line).Replace("%", "%25", StringComparison.Ordinal))
        );

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "nothing";
}
