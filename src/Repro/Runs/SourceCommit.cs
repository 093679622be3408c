namespace Repro.Runs;

/// <summary>
/// The commit of a run's sources, as recorded in manifests and baselines: <c>unknown</c>, or the full hash, with
/// <c>+dirty</c> if files were changed, added or deleted since.
/// </summary>
public static class SourceCommit
{
    public const string Unknown = "unknown",
        Dirty = "+dirty";

    private const int Shown = 12;

    /// <summary>Whether the sources had uncommitted changes.</summary>
    public static bool IsDirty(string commit) => commit.EndsWith(Dirty, StringComparison.Ordinal);

    /// <summary><c>0123456789ab+dirty</c>.</summary>
    public static string Shortened(string commit) =>
        IsDirty(commit) ? Shortened(commit[..^Dirty.Length]) + Dirty : commit[..Math.Min(Shown, commit.Length)];
}
