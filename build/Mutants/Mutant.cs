using Repro;
using Repro.Files;

namespace ReproBuild.Mutants;

/// <summary>
/// A small, plausible fault: one edit to one file that compiles and changes what the program computes. Mutants test the
/// gate.
/// </summary>
/// <param name="Name">Lower-case words.</param>
/// <param name="Stage">Stage it affects: tokens, vocabulary, split, batches, … attribution.</param>
/// <param name="Fault">The resulting fault, in a sentence.</param>
/// <param name="File">Path relative to the repository.</param>
/// <param name="Find">Text to replace; must occur exactly once.</param>
/// <param name="Replace">The replacement.</param>
public sealed record Mutant(string Name, string Stage, string Fault, string File, string Find, string Replace)
{
    /// <summary>Why it has no observable effect; null if it has.</summary>
    public string? Equivalent { get; init; }

    /// <summary>All mutants, in the order of computation.</summary>
    /// <param name="path"><c>tests/Repro.Mutants/mutants.json</c>.</param>
    public static IReadOnlyList<Mutant> ReadAll(string path) => SafeFile.ReadCommittedJson<EquatableList<Mutant>>(path);

    /// <summary>
    /// The requested mutants: by name, or a number of them that rotates daily; all if none are given.
    /// </summary>
    /// <param name="all">Every mutant.</param>
    /// <param name="asked">Names or a number; null for all.</param>
    /// <param name="today">Decides which ones a number means.</param>
    /// <param name="rotating">The mutants that a number rotates over.</param>
    /// <exception cref="ReproException">A name does not exist (exit code 2).</exception>
    public static IReadOnlyList<Mutant> Chosen(
        IReadOnlyList<Mutant> all,
        string? asked,
        DateOnly today,
        IReadOnlyList<Mutant> rotating
    )
    {
        if (asked is null)
            return all;
        if (int.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0)
            return
            [
                .. Enumerable
                    .Range(0, Math.Min(count, rotating.Count))
                    .Select(i => rotating[(int)((((long)today.DayNumber * count) + i) % rotating.Count)]),
            ];
        var names = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Where(name => all.All(m => m.Name != name)).ToList();
        return unknown.Count == 0 && names.Length > 0
            ? [.. all.Where(m => names.Contains(m.Name, StringComparer.Ordinal))]
            : throw ReproException.Usage(
                $"--mutants: {(unknown.Count > 0 ? string.Join(", ", unknown) : asked)} is neither a number from 1 "
                    + $"nor the name of "
                    + "a mutant. tests/Repro.Mutants/README.md lists them."
            );
    }

    /// <summary>The file's text with the fault.</summary>
    /// <exception cref="ReproException">The text to replace does not occur exactly once (exit code 3).</exception>
    public string Apply(string text)
    {
        var at = text.IndexOf(Find, StringComparison.Ordinal);
        return at >= 0 && text.IndexOf(Find, at + 1, StringComparison.Ordinal) < 0
            ? string.Concat(text.AsSpan(0, at), Replace, text.AsSpan(at + Find.Length))
            : throw ReproException.Input(
                $"mutants.json: {Name}: the text to replace occurs {(at < 0 ? "nowhere" : "more than once")} in "
                    + $"{File}. Adapt it to the "
                    + "changed code."
            );
    }
}
