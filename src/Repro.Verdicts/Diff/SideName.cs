using System.Globalization;
using Repro.Experiments;
using Repro.Runs;

namespace Repro.Verdicts.Diff;

public enum SideKind
{
    /// <summary>What was accepted.</summary>
    Baseline,

    /// <summary>The run at hand, of the seed asked for.</summary>
    Run,

    /// <summary>The run of another seed.</summary>
    Seed,

    /// <summary>The run at hand under this protocol, whichever the experiment's own.</summary>
    Protocol,

    /// <summary>A run folder, wherever it lies.</summary>
    Folder,
}

/// <summary>One side of a difference, as the command line names it.</summary>
/// <param name="Kind">What the name stands for.</param>
/// <param name="Text">baseline, run, <c>seed-7</c>, a protocol's word, or the full path of a run folder.</param>
public sealed record SideName(SideKind Kind, string Text)
{
    private const string SeedPrefix = "seed-";

    public static SideName Baseline { get; } = new(SideKind.Baseline, "baseline");

    public static SideName Run { get; } = new(SideKind.Run, "run");

    /// <summary>Every name there is, seeds as <c>seed-N</c>; a folder's path besides.</summary>
    public static IReadOnlyList<string> Legal { get; } =
    [Baseline.Text, Run.Text, SeedPrefix + "N", .. Words.All<ProtocolKind>()];

    /// <summary>0 … 4,294,967,295; of <see cref="SideKind.Seed"/> only.</summary>
    public long Seed { get; private init; }

    /// <summary>Of <see cref="SideKind.Protocol"/> only.</summary>
    public ProtocolKind Protocol { get; private init; }

    /// <summary>What a column of its values is called: the name, or a folder's last part.</summary>
    public string Label => Kind == SideKind.Folder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Text)) : Text;

    /// <summary>
    /// The side that <paramref name="text"/> names, or null where it names none. A word that is legal is never read as
    /// a folder.
    /// </summary>
    /// <param name="text">As it was given.</param>
    /// <param name="workingDirectory">What a relative path starts from.</param>
    public static SideName? Parse(string text, string workingDirectory)
    {
        if (text == Baseline.Text)
            return Baseline;
        if (text == Run.Text)
            return Run;
        if (Words.TryParse<ProtocolKind>(text, out var protocol))
            return new SideName(SideKind.Protocol, text) { Protocol = protocol };
        if (SeedOf(text) is { } seed)
            return new SideName(SideKind.Seed, FormattableString.Invariant($"{SeedPrefix}{seed}")) { Seed = seed };
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
            return null;
        var folder = new RunFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, workingDirectory)));
        return File.Exists(folder.Spec) ? new SideName(SideKind.Folder, folder.Root) : null;
    }

    private static uint? SeedOf(string text) =>
        text.StartsWith(SeedPrefix, StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(SeedPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : null;
}
