using ReproBuild.Arguments;

namespace ReproBuild.Soaking;

/// <summary>Options of the target Soak.</summary>
/// <param name="Kills">Processes to kill, 1 or more.</param>
/// <param name="KillSeed">Seed for the moments of the kills; null for a random one, which is shown.</param>
/// <param name="Minutes">How long one process repeats its runs; null to kill processes instead.</param>
public sealed record SoakRequest(int Kills, int? KillSeed, double? Minutes)
{
    public const int DefaultKills = 50;

    public static SoakRequest From(CommandLine commandLine) =>
        new(
            commandLine.Value(Options.Kills) ?? DefaultKills,
            commandLine.Value(Options.KillSeed),
            commandLine.Value(Options.Minutes)
        );
}
