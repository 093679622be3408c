using System.Globalization;
using System.Text;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Reproduction;

/// <summary>
/// The runs of a request, on whatever device, against the CPU's baselines: the two figures that gate elsewhere, and how
/// long each stage took.
/// </summary>
/// <remarks>
/// Another device draws another dropout, so this is as far apart as two seeds may be; and with many figures at once
/// some leave their tolerance by chance. Only more than twice the tolerance is too far.
/// </remarks>
public sealed record Agreement(IReadOnlyList<AgreementRow> Rows)
{
    public ExitCode ExitCode =>
        Rows.Any(r => r.Outcome == AgreementOutcome.NotMeasured) ? ExitCode.NotMeasured
        : Rows.Any(r => r.Outcome == AgreementOutcome.TooFar) ? ExitCode.Regression
        : ExitCode.Success;

    public static Agreement Of(ResolvedRequest request)
    {
        var tolerances = Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json"), ImdbNotebook.Assignment);
        return new([
            .. request.Experiments.SelectMany(spec =>
                RowsOf(
                    spec,
                    request.FolderOf(spec),
                    new BaselineStore(request.Baselines, spec with { Device = "cpu" }).Read(),
                    tolerances
                )
            ),
        ]);
    }

    /// <summary>As Markdown that is also aligned.</summary>
    public string Table()
    {
        string[][] cells =
        [
            ["experiment", "quantity", "here", "CPU's baseline", "tolerance", "outcome", "seconds"],
            .. Rows.Select(r => r.Cells()),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(i => cells.Max(row => row[i].Length))];
        var text = new StringBuilder("## Runs here and the CPU's baselines\n\n");
        foreach (var (row, i) in cells.Select((row, i) => (row, i)))
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, c) => cell.PadRight(widths[c]))).Append(" |\n");
            if (i == 0)
                text.Append('|').AppendJoin('|', widths.Select(w => new string('-', w + 2))).Append("|\n");
        }

        return text.Append("\nNear is beyond the tolerance of two seeds, within twice of it. Only too-far fails.\n")
            .ToString();
    }

    private static IEnumerable<AgreementRow> RowsOf(
        ExperimentSpec spec,
        RunFolder folder,
        Baseline? baseline,
        Tolerances tolerances
    )
    {
        var run = File.Exists(folder.Complete) ? RunResult.Read(folder) : null;
        var comparable =
            baseline is not null
            && (spec with { Device = "cpu", Seed = baseline.Provenance.Seed }).Hash() == baseline.Provenance.SpecHash;
        foreach (var gate in QuantityNames.Gates)
        {
            double? found =
                run is not null && run.Metrics.TryGetValue(gate, out var value) && double.IsFinite(value)
                    ? value
                    : null;
            double? expected = comparable && baseline!.Metrics.Values.TryGetValue(gate, out var wanted) ? wanted : null;
            var limit = expected is { } e ? tolerances.Find(spec.Profile, spec.Name(), gate)?.Limit(e) : null;
            var seconds = run is null
                ? ""
                : string.Join(
                    ", ",
                    run.Manifest.Seconds.Select(s =>
                        string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:F1}")
                    )
                );
            yield return new AgreementRow(spec.Name(), gate, found, expected, limit, seconds);
        }
    }
}

/// <summary>One figure here and there.</summary>
public sealed record AgreementRow(
    string Experiment,
    string Quantity,
    double? Found,
    double? Expected,
    double? Tolerance,
    string Seconds
)
{
    public AgreementOutcome Outcome =>
        (Found, Expected, Tolerance) switch
        {
            (null, _, _) => AgreementOutcome.NotMeasured,
            (_, null, _) or (_, _, null) => AgreementOutcome.NoBaseline,
            var (found, expected, tolerance) => Math.Abs(found.Value - expected.Value) switch
            {
                var d when d <= tolerance => AgreementOutcome.Within,
                var d when d <= 2 * tolerance => AgreementOutcome.Near,
                _ => AgreementOutcome.TooFar,
            },
        };

    internal string[] Cells() =>
        [Experiment, Quantity, Number(Found), Number(Expected), Number(Tolerance), Words.Of(Outcome), Seconds];

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–";
}

public enum AgreementOutcome
{
    Within,
    Near,
    TooFar,
    NoBaseline,
    NotMeasured,
}
