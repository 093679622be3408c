namespace Repro.Runs;

/// <summary>
/// The commit that a run's sources are of, as manifests and baselines have it: <c>unknown</c>, or the full name, with
/// <c>+dirty</c> where files were changed, added or deleted since.
/// </summary>
public static class SourceCommit
{
    public const string Unknown = "unknown",
        Dirty = "+dirty";

    private const int Shown = 12;

    /// <summary>Whether the sources were not those of any commit.</summary>
    public static bool IsDirty(string commit) => commit.EndsWith(Dirty, StringComparison.Ordinal);

    /// <summary><c>0123456789ab+dirty</c>.</summary>
    public static string Shortened(string commit) =>
        IsDirty(commit) ? Shortened(commit[..^Dirty.Length]) + Dirty : commit[..Math.Min(Shown, commit.Length)];
}
