namespace ReproBuild.Soaking;

/// <summary>What the target Soak is to do.</summary>
/// <param name="Kills">Processes to kill, 1 or more.</param>
/// <param name="KillSeed">Of the moments at which they are killed; null for one that is drawn, and shown.</param>
/// <param name="Minutes">Null to kill; else how long one process repeats its runs.</param>
public sealed record SoakRequest(int Kills, int? KillSeed, double? Minutes)
{
    public const int DefaultKills = 50;
}
