using System.Globalization;
using Repro;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild.Soaking;

/// <summary>The results of Soak, for console and Markdown.</summary>
public static class SoakTables
{
    private const double MiB = 1 << 20;

    public static ReportTable Build(IReadOnlyList<KillRound> rounds, int seed) =>
        new(
            "Killed trainings",
            [new("#", Numeric: true), new("experiment"), new("killed after"), new("went on"), new("result")],
            [
                .. rounds.Select(
                    (round, i) =>
                        (EquatableList<ReportCell>)
                            [
                                Number(i + 1),
                                round.Experiment,
                                round.KilledText,
                                round.ContinuedText,
                                round.Differing.Count == 0
                                    ? new ReportCell("equal, bit for bit", Tone.Good)
                                    : new ReportCell($"differs: {string.Join(", ", round.Differing)}", Tone.Bad),
                            ]
                ),
            ],
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The moments can be repeated with --kill-seed={seed}, on a machine of the same speed."
                ),
            ]
        );

    public static ReportTable Build(IReadOnlyList<Growth> growths, int rounds) =>
        new(
            "Growth",
            [
                new("measure"),
                new("first quarter", Numeric: true),
                new("last quarter", Numeric: true),
                new("limit", Numeric: true),
                new("result"),
            ],
            [
                .. growths.Select(g =>
                    (EquatableList<ReportCell>)
                        [
                            g.Measure,
                            Text(g.First, g.Unit),
                            Text(g.Last, g.Unit),
                            Text(g.Limit, g.Unit),
                            g.IsWithin ? new ReportCell("steady", Tone.Good) : new ReportCell("grows", Tone.Bad),
                        ]
                ),
            ],
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Medians over {rounds} rounds without the first tenth, at least two; fewer than "
                        + $"{Growth.LeastRounds} rounds are not judged."
                ),
            ]
        );

    public static ReportTable Build(IReadOnlyList<EnduranceRound> rounds) =>
        new(
            "Rounds",
            [
                new("round", Numeric: true),
                new("seconds", Numeric: true),
                new("memory MiB", Numeric: true),
                new("handles", Numeric: true),
                new("threads", Numeric: true),
                new("disk MiB", Numeric: true),
            ],
            [
                .. rounds.Select(r =>
                    (EquatableList<ReportCell>)
                        [
                            Number(r.Round),
                            Number(r.Seconds),
                            Number(r.Memory / MiB),
                            Number(r.Handles),
                            Number(r.Threads),
                            Number(r.Disk / MiB),
                        ]
                ),
            ],
            []
        );

    private static string Text(double value, string unit) => $"{Number(value)} {unit}".TrimEnd();

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
