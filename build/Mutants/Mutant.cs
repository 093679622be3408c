using Repro;
using Repro.Files;

namespace ReproBuild.Mutants;

/// <summary>
/// A small fault that somebody might make: one edit to one file, which compiles, and after which the product computes
/// something else. By such faults the gate is tested.
/// </summary>
/// <param name="Name">Of lower-case words.</param>
/// <param name="Stage">Where it is: tokens, vocabulary, split, batches, … attribution.</param>
/// <param name="Fault">What is wrong then, in a sentence.</param>
/// <param name="File">Below the repository's folder.</param>
/// <param name="Find">Stands there once.</param>
/// <param name="Replace">What stands there then.</param>
public sealed record Mutant(string Name, string Stage, string Fault, string File, string Find, string Replace)
{
    /// <summary>Why it changes nothing that can be observed; null where it does.</summary>
    public string? Equivalent { get; init; }

    /// <summary>All of them, in the order of computing.</summary>
    /// <param name="path"><c>tests/Repro.Mutants/mutants.json</c>.</param>
    public static IReadOnlyList<Mutant> ReadAll(string path) => SafeFile.ReadCommittedJson<EquatableList<Mutant>>(path);

    /// <summary>Those asked for: names, or so many that each day has others; all of them without a word.</summary>
    /// <exception cref="ReproException">A name is none of theirs (exit code 2).</exception>
    public static IReadOnlyList<Mutant> Chosen(IReadOnlyList<Mutant> all, string? asked, DateOnly today)
    {
        if (asked is null)
            return all;
        if (int.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0)
            return
            [
                .. Enumerable
                    .Range(0, Math.Min(count, all.Count))
                    .Select(i => all[(int)((((long)today.DayNumber * count) + i) % all.Count)]),
            ];
        var names = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Where(name => all.All(m => m.Name != name)).ToList();
        return unknown.Count == 0 && names.Length > 0
            ? [.. all.Where(m => names.Contains(m.Name, StringComparer.Ordinal))]
            : throw ReproException.Usage(
                $"--mutants: {(unknown.Count > 0 ? string.Join(", ", unknown) : asked)} is neither a number from 1 nor the name of "
                    + "a mutant. tests/Repro.Mutants/README.md lists them."
            );
    }

    /// <summary>The file's text with the fault.</summary>
    /// <exception cref="ReproException">What it replaces does not stand there exactly once (exit code 3).</exception>
    public string Apply(string text)
    {
        var at = text.IndexOf(Find, StringComparison.Ordinal);
        return at >= 0 && text.IndexOf(Find, at + 1, StringComparison.Ordinal) < 0
            ? string.Concat(text.AsSpan(0, at), Replace, text.AsSpan(at + Find.Length))
            : throw ReproException.Input(
                $"mutants.json: {Name}: what it replaces stands {(at < 0 ? "nowhere" : "more than once")} in {File}. Follow the "
                    + "code that moved."
            );
    }
}
