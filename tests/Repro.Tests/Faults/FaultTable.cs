using System.Text;
using System.Text.RegularExpressions;
using Repro.Tests.Conventions;

namespace Repro.Tests.Faults;

/// <summary>
/// Faults × places, counted from the names of the tests: <c>PLACE…FaultTests.FAULT_and_what_is_seen</c>, in a folder
/// Faults of any test project.
/// </summary>
internal static partial class FaultTable
{
    public static string[] Faults { get; } =
    [
        "Sigkill",
        "Sigterm",
        "Disk_full",
        "Io_error",
        "Truncated_file",
        "Flipped_bit",
        "Stale_lock",
        "Two_runs",
        "Clock_set_back",
        "Read_only_folder",
        "Parent_killed",
    ];

    public static string[] Places { get; } =
    [
        "Download",
        "Archive",
        "PreparedCorpus",
        "EpochCheckpoint",
        "MidEpoch",
        "Weights",
        "RunFolder",
        "Snapshot",
        "Accept",
        "Report",
    ];

    /// <summary>Every test of the classes that are named by the convention.</summary>
    public static IReadOnlyList<(string Place, string Test)> Tests() =>
        [
            .. SourceTests
                .Files("tests", ".cs")
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Faults")
                .Select(File.ReadAllText)
                .SelectMany(text =>
                    Class().Match(text) is { Success: true } named
                        ? Method()
                            .Matches(text)
                            .Select(method => (PlaceOf(named.Groups["name"].Value), method.Groups["name"].Value))
                        : []
                ),
        ];

    /// <summary>The place that a class name begins with; the whole name if there is none.</summary>
    private static string PlaceOf(string name) =>
        Array.Find(Places, place => name.StartsWith(place, StringComparison.Ordinal)) ?? name;

    public static string? FaultOf(string test) =>
        Array.Find(Faults, fault => test.StartsWith(fault + "_", StringComparison.Ordinal));

    public static int Count(string fault, string place) =>
        Tests().Count(test => test.Place == place && FaultOf(test.Test) == fault);

    /// <summary>
    /// The table in Markdown: how many tests a cell has, or the letter of the reason why it has none.
    /// </summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| |");
        var reasons = Impossible.Reasons;
        text.AppendJoin("", Places.Select(place => $" {Spaced(place)} |"))
            .Append("\n| --- |")
            .AppendJoin("", Places.Select(_ => " ---: |"))
            .Append('\n');
        foreach (var fault in Faults)
        {
            text.Append($"| {Spaced(fault)} |");
            foreach (var place in Places)
                text.Append($" {Cell(fault, place)} |");
            text.Append('\n');
        }

        return text.Append("\nA dash: it cannot occur, because\n\n")
            .AppendJoin("", reasons.Select((reason, i) => $"- {Letter(i)}: {reason}\n"))
            .ToString();

        string Cell(string fault, string place) =>
            Count(fault, place) is var count and > 0 ? FormattableString.Invariant($"{count}")
            : Impossible.Why(fault, place) is { } why ? $"– {Letter(reasons.IndexOf(why))}"
            : "0";
    }

    private static char Letter(int i) => (char)('a' + i);

    private static string Spaced(string name) =>
        Capital().Replace(name.Replace('_', ' '), match => " " + match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\bclass (?<name>\w+)FaultTests\b")]
    private static partial Regex Class();

    [GeneratedRegex(
        @"(?<=\n    \[(Skippable)?(Fact|Theory)[^\n]*\n(    \[[^\n]*\n)*)    public (async )?(Task|void) (?<name>\w+)\("
    )]
    private static partial Regex Method();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Capital();
}
