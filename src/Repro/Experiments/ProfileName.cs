namespace Repro.Experiments;

/// <summary>What a profile may be called: baselines and runs lie in folders of that name.</summary>
internal static class ProfileName
{
    /// <summary>One sentence per name that is not legal; empty where all are.</summary>
    public static IEnumerable<string> Faults(IEnumerable<string> profiles) =>
        profiles
            .Where(profile => !ModelName.IsLegal(profile))
            .Select(profile =>
                $"profile: '{TerminalText.Quote(profile)}' is no name; it takes 1 to "
                + $"{ModelName.Longest} of a to z, 0 to 9 and -, a letter first."
            );
}
