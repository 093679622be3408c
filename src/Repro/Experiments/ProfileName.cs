namespace Repro.Experiments;

/// <summary>Legal profile names. Baselines and runs are stored in folders of that name.</summary>
internal static class ProfileName
{
    /// <summary>One sentence per illegal name; empty if all are legal.</summary>
    public static IEnumerable<string> Faults(IEnumerable<string> profiles) =>
        profiles
            .Where(profile => !ModelName.IsLegal(profile))
            .Select(profile =>
                $"profile: '{TerminalText.Quote(profile)}' is not a legal name; use 1 to "
                + $"{ModelName.Longest} of a to z, 0 to 9 and -, starting with a letter."
            );
}
