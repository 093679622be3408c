using System.Globalization;
using Repro;
using Repro.Compare;
using Repro.Experiment;

namespace ReproBuild;

/// <summary>What comparing found, over every experiment asked for: the exit code and the sentence of the last line.</summary>
public sealed record Finding(ExitCode ExitCode, string Sentence)
{
    // Several findings: first what says least about the numbers, so that nobody takes a hole for a regression, or a regression for all there is.
    private static readonly (Verdict Verdict, ExitCode ExitCode)[] Precedence =
    [
        (Verdict.NotMeasured, ExitCode.NotMeasured),
        (Verdict.NotComparable, ExitCode.NotComparable),
        (Verdict.Regression, ExitCode.Regression),
        (Verdict.NoBaseline, ExitCode.NoBaseline),
        (Verdict.Improvement, ExitCode.Success),
        (Verdict.Within, ExitCode.Success),
    ];

    /// <summary>
    /// Reads the verdict files of the experiments in <paramref name="request"/>. An experiment without a file, with another seed's, or in which
    /// nothing blocking was compared is not measured: no test ran is a finding of its own, and never a success.
    /// </summary>
    public static Finding Of(ReproRequest request)
    {
        var verdicts = request.Experiments().SelectMany(spec => Of(request, spec)).ToList();
        var worst = Precedence.First(p => p.Verdict == Verdict.Within || verdicts.Any(v => v.Verdict == p.Verdict));
        var counts = Precedence.Select(p => (p.Verdict, Count: verdicts.Count(v => v.Verdict == p.Verdict))).Where(c => c.Count > 0);
        var list = string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count} {Words.Of(c.Verdict)}")));
        var where = verdicts.Where(v => v.Verdict == worst.Verdict && worst.ExitCode != ExitCode.Success).Select(v => v.Experiment).Distinct().ToList();
        return new Finding(worst.ExitCode, $"Verdict: {Words.Of(worst.Verdict)} ({list}{(where.Count > 0 ? $"; {string.Join(", ", where)}" : "")}).{Remedy(worst.Verdict)}");
    }

    private static List<(string Experiment, Verdict Verdict)> Of(ReproRequest request, ExperimentSpec spec)
    {
        var file = request.VerdictFile(spec);
        if (!File.Exists(file)) return [(spec.Name(), Verdict.NotMeasured)];
        var verdict = SafeFile.ReadJson<ExperimentVerdict>(file);
        var blocking = verdict.Comparisons.Where(c => c.Blocking).Select(c => (spec.Name(), c.Verdict)).ToList();
        return verdict.Seed == spec.Seed && blocking.Count > 0 ? blocking : [(spec.Name(), Verdict.NotMeasured)];
    }

    private static string Remedy(Verdict verdict) => verdict switch
    {
        Verdict.NoBaseline => " Accept the runs as baselines: --target=Accept --reason=\"…\".",
        Verdict.Improvement => " Accept them, so that the next regression is seen: --target=Accept --reason=\"…\".",
        Verdict.NotMeasured => " See artifacts/test-results for what did not run.",
        Verdict.Regression or Verdict.NotComparable => " See artifacts/report.",
        _ => "",
    };
}
