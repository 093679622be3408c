using System.CommandLine;
using Repro;
using Repro.Files;
using Repro.Verdicts.Diff;

namespace ReproBuild.Arguments;

/// <summary>Turns the options of the target Diff into a <see cref="DiffRequest"/>.</summary>
public sealed class DiffReader(CommandLine commandLine, BuildSurroundings surroundings)
{
    private readonly List<string> faults = [];

    /// <summary>What was asked for; with a fault, the default stands in the place of what is not legal.</summary>
    public (DiffRequest Request, IReadOnlyList<string> Faults) Read() =>
        (
            new(
                commandLine.Value(Options.Of) ?? default,
                Side(Options.From) ?? SideName.Baseline,
                Side(Options.To) ?? SideName.Run,
                commandLine.Value(Options.Format) ?? default
            ),
            faults
        );

    private SideName? Side(Option<string> option)
    {
        if (commandLine.Value(option) is not { } text)
            return null;
        SideName? side;
        try
        {
            side = SideName.Parse(HomePath.Expand(text, surroundings.Home, option.Name), surroundings.WorkingDirectory);
        }
        catch (ReproException e)
        {
            faults.Add(e.Message);
            return null;
        }

        if (side is null)
            faults.Add(
                $"{option.Name}: {TerminalText.Quote(text)} is not one of {string.Join(", ", SideName.Legal)}, and no "
                    + $"folder that has spec.json.{Nearest.Hint(text, SideName.Legal)}"
            );
        return side;
    }
}
