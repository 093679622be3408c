using System.Globalization;
using Repro;
using Repro.Requests;
using Repro.Statistics;

namespace ReproBuild.Arguments;

/// <summary>What options with rules of their own make of their values.</summary>
internal static class OptionValues
{
    private static readonly string[] Levels = ["quiet", "minimal", "normal", "verbose", "diagnostic"];

    /// <summary>Names of targets in any case, each once.</summary>
    public static IReadOnlyList<string> Targets(IReadOnlyList<string> names, Action<string> fault)
    {
        Repeats.Report(names.Select(name => TerminalText.Quote(name).ToLowerInvariant()), fault);
        var targets = Target.All.Select(t => t.Name).ToList();
        foreach (var name in names.Where(name => !targets.Contains(name, StringComparer.OrdinalIgnoreCase)))
            fault(
                $"{TerminalText.Quote(name)} is not a target; there are {string.Join(", ", targets)}."
                    + Nearest.Hint(name, targets)
            );
        return names;
    }

    /// <summary>A level of Cake's log or its first letter, in any case.</summary>
    public static string Verbosity(string level, Action<string> fault)
    {
        if (!Levels.SelectMany(word => new[] { word, word[..1] }).Contains(level, StringComparer.OrdinalIgnoreCase))
            fault(OptionKinds.NotOneOf(level, Levels));
        return level;
    }

    /// <summary>How many fresh seeds confirm a suspicion.</summary>
    public static int? Confirm(string text, Action<string> fault)
    {
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && FreshSeeds.IsLegal(count)
        )
            return count;
        fault(
            $"{TerminalText.Quote(text)} is neither 0 nor a number of seeds from {TwoStageTest.FewestFresh} to "
                + $"{FreshSeeds.Most}. Leave it out for the profile's default."
        );
        return null;
    }

    /// <summary>A path, which need not exist.</summary>
    public static string Folder(string path, Action<string> fault)
    {
        if (string.IsNullOrWhiteSpace(path))
            fault("is empty. Name a folder, or leave it out.");
        else if (path.Contains('\0', StringComparison.Ordinal))
            fault("has a NUL in it, which no folder has in its name. Name another.");
        return path;
    }

    /// <summary>Every combination of the values.</summary>
    public static EquatableList<EquatableList<string>> Settings(IReadOnlyList<string> texts, Action<string> fault)
    {
        Repeats.Report(texts.Select(text => TerminalText.Quote(text.Split('=')[0])), fault);
        var settings = Sweep.Expand(texts);
        Repeats.Report(settings.Select(set => TerminalText.Quote(Sweep.Name(set))), fault);
        return settings;
    }

    /// <summary>Sentences, each once.</summary>
    public static IReadOnlyList<string> Sentences(IReadOnlyList<string> texts, Action<string> fault)
    {
        if (texts.Any(string.IsNullOrWhiteSpace))
            fault("is empty. Write --sentence=\"What a great film\".");
        Repeats.Report(texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(TerminalText.Quote), fault);
        return texts;
    }
}
