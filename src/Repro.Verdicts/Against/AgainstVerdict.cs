using System.Globalization;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Against;

/// <summary>
/// One experiment, trained by two versions of the code on one machine from the same seeds: what the code moved, and
/// what the machine moved.
/// </summary>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Seeds">Pairs of runs, one a seed.</param>
/// <param name="Verdict">Within where the code moved nothing; regression where a gate is worse than its limit; else
/// changed. Not measured where a run is missing.</param>
/// <param name="Moved">The first thing that differs in the order of computing; null where nothing does.</param>
/// <param name="Machine">What the stored baseline says about this machine.</param>
/// <param name="Outcome">The gates that moved, by the tolerances of both versions; empty where nothing moved.</param>
public sealed record AgainstVerdict(
    string Experiment,
    int Seeds,
    Verdict Verdict,
    string? Moved,
    MachineFinding Machine,
    EquatableList<QuantityComparison> Outcome
)
{
    /// <summary>Whether the two versions compute by libraries whose bits differ.</summary>
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
/// Whether the machine gives the bits of a stored baseline: the other version's run, held against its own baseline.
/// </summary>
public enum MachineFinding
{
    /// <summary>No baseline has the bits of a run that was trained.</summary>
    Unknown,

    /// <summary>The baseline's bits come out here.</summary>
    Unmoved,

    /// <summary>Other bits come out here, under another arithmetic.</summary>
    Moved,

    /// <summary>Other bits come out here under the baseline's own arithmetic: another code made the baseline.</summary>
    Stale,
}
