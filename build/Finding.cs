using System.Globalization;
using Repro;
using Repro.Compare;

namespace ReproBuild;

/// <summary>What comparing found, over every experiment asked for: the exit code and the sentence of the last line.</summary>
public sealed record Finding(ExitCode ExitCode, string Sentence)
{
    public static Finding Of(OverallVerdict overall)
    {
        var verdicts = overall.Experiments.Select(e => (Name: e.Experiment, Verdict: Verdicts.Of(e)))
            .Concat(overall.Missing.Select(name => (Name: name, Verdict: Verdict.NotMeasured))).ToList();
        var counts = verdicts.GroupBy(v => v.Verdict).OrderBy(g => g.Key).Select(g => Count(g.Key, [.. g.Select(v => v.Name)]));
        var sentence = $"Verdict of {overall.Profile}: {Words.Of(overall.Verdict)}. {string.Join("; ", counts)}.{Remedy(overall.Verdict)}";
        return new Finding(overall.ExitCode, sentence);
    }

    private static string Count(Verdict verdict, IReadOnlyList<string> names) => verdict == Verdict.Within
        ? string.Create(CultureInfo.InvariantCulture, $"{names.Count} within")
        : string.Create(CultureInfo.InvariantCulture, $"{names.Count} {Words.Of(verdict)} ({string.Join(", ", names)})");

    private static string Remedy(Verdict verdict) => verdict switch
    {
        Verdict.NoBaseline => " Look at the runs, then accept them: --target=Accept --reason=\"…\".",
        Verdict.Improvement => " Accept them, so that a later regression is seen: --target=Accept --reason=\"…\".",
        Verdict.NotMeasured => " What did not run is in artifacts/test-results.",
        Verdict.Regression or Verdict.NotComparable => " What differs is in artifacts/report.",
        _ => "",
    };
}
