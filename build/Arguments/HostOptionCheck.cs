using Repro;

namespace ReproBuild.Arguments;

/// <summary>What is wrong with the values of Cake's own options.</summary>
internal static class HostOptionCheck
{
    private static readonly string[] Levels = ["quiet", "minimal", "normal", "verbose", "diagnostic"];

    /// <param name="commandLine">Has them.</param>
    /// <param name="targets">Every target there is.</param>
    public static IEnumerable<string> Faults(CommandLine commandLine, IReadOnlyList<string> targets) =>
        [
            .. Repeats.Faults(
                Options.Target,
                commandLine.Values(Options.Target).Select(name => TerminalText.Quote(name).ToLowerInvariant())
            ),
            .. commandLine
                .Values(Options.Target)
                .Where(name => !targets.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Select(name =>
                    $"--target: {TerminalText.Quote(name)} is not a target; there are "
                    + $"{string.Join(", ", targets)}.{Nearest.Hint(name, targets)}"
                ),
            .. commandLine.Value(Options.Verbosity)?.ToLowerInvariant() is { } level
            && !Levels.Any(word => word == level || word[..1] == level)
                ? [RequestReader.Illegal(Options.Verbosity, level, Levels)]
                : Array.Empty<string>(),
        ];
}
