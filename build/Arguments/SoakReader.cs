using System.Globalization;
using Repro;
using ReproBuild.Soaking;

namespace ReproBuild.Arguments;

/// <summary>
/// Turns the options of the target Soak into a <see cref="SoakRequest"/>, and gathers every fault on the way.
/// </summary>
public sealed class SoakReader(CommandLine commandLine)
{
    private const int MostKills = 10_000;
    private const double LeastMinutes = 0.1,
        MostMinutes = 10_080;

    private readonly List<string> faults = [];

    /// <summary>What was asked for; with a fault, the default stands in the place of what is not legal.</summary>
    public (SoakRequest Request, IReadOnlyList<string> Faults) Read()
    {
        var request = new SoakRequest(
            Whole(Options.Kills, 1, MostKills) ?? SoakRequest.DefaultKills,
            Whole(Options.KillSeed, 0, int.MaxValue),
            Minutes()
        );
        if (request.Minutes is not null && (commandLine.Has(Options.Kills) || commandLine.Has(Options.KillSeed)))
            faults.Add(
                "--minutes and --kills exclude each other: the one repeats runs, the other kills them. Leave one."
            );
        return (request, faults);
    }

    private int? Whole(Option option, int least, int most)
    {
        if (commandLine.Value(option) is not { } text)
            return null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
            return value;
        faults.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--{option.Name}: {TerminalText.Quote(text)} is not a whole number from {least} to {most}. Choose one."
            )
        );
        return null;
    }

    private double? Minutes()
    {
        if (commandLine.Value(Options.Minutes) is not { } text)
            return null;
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
            && minutes is >= LeastMinutes and <= MostMinutes
        )
            return minutes;
        faults.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--{Options.Minutes.Name}: {TerminalText.Quote(text)} is not a number from {LeastMinutes} to {MostMinutes}. Choose one."
            )
        );
        return null;
    }
}
