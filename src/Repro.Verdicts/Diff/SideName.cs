using System.Globalization;
using Repro.Experiments;
using Repro.Runs;

namespace Repro.Verdicts.Diff;

public enum SideKind
{
    /// <summary>The accepted baseline.</summary>
    Baseline,

    /// <summary>The current run of the requested seed.</summary>
    Run,

    /// <summary>The current run of another seed.</summary>
    Seed,

    /// <summary>The current run under this protocol.</summary>
    Protocol,

    /// <summary>A run folder anywhere.</summary>
    Folder,
}

/// <summary>One side of a difference, as the command line names it.</summary>
/// <param name="Kind">Kind of side.</param>
/// <param name="Text">baseline, run, <c>seed-7</c>, a protocol's word, or the full path of a run folder.</param>
public sealed record SideName(SideKind Kind, string Text)
{
    private const string SeedPrefix = "seed-";

    public static SideName Baseline { get; } = new(SideKind.Baseline, "baseline");

    public static SideName Run { get; } = new(SideKind.Run, "run");

    /// <summary>All names, with seeds as <c>seed-N</c>; a folder's path is also allowed.</summary>
    public static IReadOnlyList<string> Legal { get; } =
    [Baseline.Text, Run.Text, SeedPrefix + "N", .. Words.All<ProtocolKind>()];

    /// <summary>0 … 4,294,967,295; of <see cref="SideKind.Seed"/> only.</summary>
    public long Seed { get; private init; }

    /// <summary>Of <see cref="SideKind.Protocol"/> only.</summary>
    public ProtocolKind Protocol { get; private init; }

    /// <summary>Title of the column with its values: the name, or the last part of a folder's path.</summary>
    public string Label => Kind == SideKind.Folder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Text)) : Text;

    /// <summary>
    /// The side named by <paramref name="text"/>, or null if it is not valid. A legal name is never treated as a
    /// folder.
    /// </summary>
    /// <param name="text">The text as given.</param>
    /// <param name="workingDirectory">Base of a relative path.</param>
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
