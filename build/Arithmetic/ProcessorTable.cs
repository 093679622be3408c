using System.Globalization;
using Repro;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild.Arithmetic;

/// <summary>The results of the settings, for console and Markdown.</summary>
public static class ProcessorTable
{
    /// <param name="results">Results in the order in which they ran.</param>
    public static ReportTable Build(IReadOnlyList<SettingResult> results) =>
        new(
            "Other arithmetic",
            [
                new("setting"),
                new("tests passed", Numeric: true),
                new("failed", Numeric: true),
                new("runs"),
                new("bits"),
            ],
            [.. results.Select(Row)],
            []
        );

    /// <param name="results">At least one result.</param>
    public static Finding Finding(IReadOnlyList<SettingResult> results)
    {
        var red = results.Where(r => r.IsRed).Select(r => r.Setting.Name).ToList();
        return red.Count > 0
            ? new Finding(
                ExitCode.Regression,
                $"red under {string.Join(", ", red)}; the tests' logs are artifacts/test-results/processors.*.log, the "
                    + "runs are in artifacts/processors"
            )
            : new Finding(
                ExitCode.Success,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"green under {results.Count(r => r.Reason is null)} settings, runs under "
                        + $"{results.Count(r => r.Sample is not null)} of them"
                )
            );
    }

    private static EquatableList<ReportCell> Row(SettingResult result) =>
        result switch
        {
            { Reason: { } reason } => [result.Setting.Name, "", "", $"left out: {reason}", ""],
            _ =>
            [
                result.Setting.Name,
                Number(result.Tests?.Passed ?? 0),
                Number(result.Tests?.Failed ?? 0),
                result.Sample is { } sample
                    ? new ReportCell(
                        Words.Of(sample.Verdict),
                        sample.ExitCode == ExitCode.Success ? Tone.Good : Tone.Bad
                    )
                    : "not trained",
                Bits(result),
            ],
        };

    private static string Bits(SettingResult result) =>
        (result.Sample, result.Moved) switch
        {
            (null, _) => "",
            _ when result.Setting == ArithmeticSetting.Unchanged => "",
            (_, 0) => "equal",
            var (sample, moved) => string.Create(
                CultureInfo.InvariantCulture,
                $"moved in {moved} of {sample.Experiments.Count + sample.Missing.Count} runs"
            ),
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
