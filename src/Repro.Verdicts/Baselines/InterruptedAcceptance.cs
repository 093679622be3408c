namespace Repro.Verdicts.Baselines;

/// <summary>
/// An acceptance that did not reach its end: its folder <c>accepting</c> still holds baselines that are accepted and not
/// yet in their places.
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
                $"{FolderIn(baselines)}: an acceptance broke off, so baselines of two acceptances may stand beside each "
                    + "other; no such folder may be there. Complete it with --target=Accept --reason=\"…\", or "
                    + "restore baselines with version control and delete it."
            );
    }
}
