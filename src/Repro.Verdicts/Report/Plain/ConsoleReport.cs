using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Sections;
using Repro.Verdicts.Report.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Repro.Verdicts.Report.Plain;

/// <summary>The summary on the console: experiments, deviations, claims, and the verdict in the last line.</summary>
public static class ConsoleReport
{
    private const int MostDeviations = 20;

    /// <param name="console">Knows its width, and whether colours are wanted.</param>
    /// <param name="data">The report.</param>
    /// <param name="page">Path of the full report.</param>
    public static void Write(IAnsiConsole console, ReportData data, string page)
    {
        Write(console, ExperimentsSection.Build(data));
        if (SettingsSection.Build(data) is { Rows.Count: > 0 } settings)
            Write(console, settings);
        var deviations = DeviationsSection.Build(data.Overall, MostDeviations);
        if (deviations.Rows.Count > 0)
            Write(console, deviations);
        if (SensitivitySection.Build(data.Overall) is { IsEmpty: false } sensitivity)
            Write(console, sensitivity);
        Write(console, ClaimsSection.Build(data));
        Line(console, new Text($"Report: {page}"));
        Write(console, VerdictText.Sentence(data.Overall), data.Overall.Verdict, data.Overall.ExitCode);
    }

    /// <summary>The closing sentence, and the verdict in the last line.</summary>
    internal static void Write(IAnsiConsole console, string sentence, Verdict? verdict, ExitCode exitCode)
    {
        Line(console, new Text(TerminalText.Of(sentence)));

        // Short enough for one line on a narrow console.
        Line(
            console,
            new Paragraph()
                .Append("Verdict: ")
                .Append(VerdictText.Word(verdict), Style(VerdictText.ToneOf(verdict)))
                .Append(FormattableString.Invariant($" (exit code {(int)exitCode})"))
        );
    }

    /// <summary>Writes the changes of a planned acceptance, old → new.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<AcceptedBaseline> accepted)
    {
        foreach (var baseline in accepted)
        {
            var rows = baseline.Entry.Changes.Select(c =>
                (EquatableList<ReportCell>)
                    [
                        c.Quantity,
                        Numbers.Of(c.Quantity, c.Old),
                        Numbers.Of(c.Quantity, c.New),
                        Numbers.Difference(c.Quantity, c.Old, c.New),
                    ]
            );
            Write(
                console,
                new ReportTable(
                    $"{baseline.Experiment}, seeds {baseline.Entry.Seeds}: "
                        + (
                            baseline.IsUnchanged
                                ? "unchanged"
                                : Words.Of(baseline.Entry.Kind ?? AcceptanceKind.First).Replace('-', ' ')
                        ),
                    [new("quantity"), new("old", true), new("new", true), new("difference", true)],
                    [.. rows],
                    [
                        .. baseline.Worse.Select(w =>
                            $"worse than its tolerance of {Numbers.Of(w.Quantity, w.Tolerance)}: {w.Quantity}"
                        ),
                        baseline.Folder,
                    ]
                )
            );
        }
    }

    /// <summary>One table with its title and notes.</summary>
    public static void Write(IAnsiConsole console, ReportTable table)
    {
        Line(console, new Text(TerminalText.Of(table.Title), new Style(decoration: Decoration.Bold)));
        if (table.Rows.Count > 0)
            console.Write(ConsoleTable.Render(console, table));
        foreach (var note in table.Notes)
            Line(console, new Text(TerminalText.Of(note)));
        console.WriteLine();
    }

    internal static void Line(IAnsiConsole console, IRenderable text)
    {
        console.Write(text);
        console.WriteLine();
    }

    internal static Style Style(Tone tone) =>
        tone switch
        {
            Tone.Good => new Style(Color.Green),
            Tone.Warning => new Style(Color.Yellow),
            Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            Tone.Muted => new Style(Color.Grey),
            _ => Spectre.Console.Style.Plain,
        };
}
