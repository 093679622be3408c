namespace Repro.Verdicts.Baselines;

/// <summary>
/// Detects an interrupted acceptance: its folder <c>accepting</c> still contains accepted baselines that were not moved
/// into place.
/// </summary>
internal static class InterruptedAcceptance
{
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    public static string FolderIn(string baselines) => Path.Combine(baselines, "accepting");

    public static bool IsIn(string baselines) => Directory.Exists(FolderIn(baselines));

    /// <exception cref="ReproException">There is one: some of the baselines may be new and others old (exit code
    /// 3).</exception>
    public static void ThrowIfIn(string baselines)
    {
        if (IsIn(baselines))
            throw ReproException.Input(
                $"{FolderIn(baselines)}: an acceptance was interrupted, so baselines of two acceptances may be mixed. "
                    + "Complete it with --target=Accept --reason=\"…\", or "
                    + "restore baselines with version control and delete it."
            );
    }
}
