using System.Globalization;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Against;

/// <summary>
/// One experiment, trained by two versions of the code on one machine from the same seeds: the changes caused by the
/// code, and by the machine.
/// </summary>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Seeds">Pairs of runs, one per seed.</param>
/// <param name="Verdict">Within if the code changed nothing; regression if a gate is worse than its limit; otherwise
/// changed. Not measured if a run is missing.</param>
/// <param name="Moved">The first difference in the order of computation; null if there is none.</param>
/// <param name="Machine">What the stored baseline says about this machine.</param>
/// <param name="Outcome">The gates that changed, by the tolerances of both versions; empty if nothing changed.</param>
public sealed record AgainstVerdict(
    string Experiment,
    int Seeds,
    Verdict Verdict,
    string? Moved,
    MachineFinding Machine,
    EquatableList<QuantityComparison> Outcome
)
{
    /// <summary>Whether the two versions use libraries with different arithmetic.</summary>
    public bool OtherLibraries { get; init; }

    /// <summary>One sentence: the code, the machine, both or neither.</summary>
    public string Sentence =>
        (Verdict, Moved, Machine) switch
        {
            (Verdict.NotMeasured or Verdict.NotComparable, { } why, _) => $"{why}.",
            (_, null, MachineFinding.Moved) =>
                $"The code moved nothing; the machine moved the baseline's bits. {Pairs}.",
            (_, null, MachineFinding.Unmoved) => $"Nothing moved: neither code nor machine. {Pairs}.",
            (_, null, _) => $"The code moved nothing. {Pairs}.",
            (_, { } first, MachineFinding.Moved) => $"Both moved it, code and machine. First by the code: {first}.",
            (_, { } first, MachineFinding.Unmoved) => $"The code moved it, the machine did not. First: {first}.",
            (_, { } first, _) => $"The code moved it. First: {first}.",
        };

    private string Pairs =>
        OtherLibraries
            ? "The libraries' arithmetic differs, and no number is beyond what rounding explains"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(Seeds == 1 ? "One pair of runs is" : $"{Seeds} pairs of runs are")} equal bit for bit"
            );
}

/// <summary>
/// Whether the machine reproduces the bits of a stored baseline: the other version's run compared with its own
/// baseline.
/// </summary>
public enum MachineFinding
{
    /// <summary>There is no baseline with the bits of a trained run.</summary>
    Unknown,

    /// <summary>This machine reproduces the baseline's bits.</summary>
    Unmoved,

    /// <summary>This machine gives other bits, under another arithmetic.</summary>
    Moved,

    /// <summary>
    /// This machine gives other bits under the baseline's own arithmetic: other code made the baseline.
    /// </summary>
    Stale,
}
