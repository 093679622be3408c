using Repro;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReproBuild.Checks;

/// <summary>
/// Renders checks for the console: subject, state and finding in columns, with the remedy below if there is one.
/// </summary>
public static class CheckTable
{
    public static IRenderable Render(IReadOnlyList<Check> checks)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0))
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0))
            .AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var check in checks)
        {
            grid.AddRow(
                new Text(check.Subject),
                new Text(Words.Of(check.State), Style(check.State)),
                new Text(TerminalText.Of(check.Finding))
            );
            if (check.Remedy.Length > 0)
                grid.AddRow(Text.Empty, Text.Empty, new Text("→ " + TerminalText.Of(check.Remedy)));
        }

        return grid;
    }

    /// <summary>Summary of all checks, for the last line.</summary>
    /// <param name="checks">At least one.</param>
    /// <param name="profile">The profile of the runs.</param>
    public static Finding Finding(IReadOnlyList<Check> checks, string profile)
    {
        var problems = checks.Where(c => c.State == CheckState.Problem).Select(c => c.Subject).ToList();
        var notes = checks.Count(c => c.State == CheckState.Note);
        return problems.Count > 0
            ? new Finding(
                ExitCode.InputMissing,
                $"not ready: profile {profile} cannot run here; see {string.Join(", ", problems)} above"
            )
            : new Finding(
                ExitCode.Success,
                $"ready: profile {profile} can run "
                    + $"here{(notes > 0 ? $"; {notes} of {checks.Count} findings {(notes == 1 ? "is" : "are")} worth a look" : "")}"
            );
    }

    private static Style Style(CheckState state) =>
        state switch
        {
            CheckState.Ok => new Style(Color.Green),
            CheckState.Note => new Style(Color.Yellow),
            _ => new Style(Color.Red, decoration: Decoration.Bold),
        };
}
