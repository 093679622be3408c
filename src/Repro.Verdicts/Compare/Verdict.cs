using System.Text.Json.Serialization;
using Repro.Quantities;

namespace Repro.Verdicts.Compare;

/// <summary>What became of one quantity, or of a whole run.</summary>
public enum Verdict
{
    /// <summary>Inside the tolerance.</summary>
    Within,

    /// <summary>Beyond the tolerance the good way: passes, and asks to be accepted.</summary>
    Improvement,

    /// <summary>Beyond the tolerance the bad way, or any way where neither is good.</summary>
    Regression,

    /// <summary>
    /// Not equal to the last bit, or not within what rounding explains, where settings, inputs and seed are the
    /// baseline's.
    /// </summary>
    Changed,

    /// <summary>Nothing is committed to compare with.</summary>
    NoBaseline,

    /// <summary>Fingerprint or inputs differ where exactness was asked.</summary>
    NotComparable,

    /// <summary>Missing, or not a number.</summary>
    NotMeasured,
}

/// <summary>One quantity of one experiment against its baseline.</summary>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Quantity">See <see cref="QuantityNames"/>; curves and attributions have paths such as
/// <c>curve.2.validation-loss</c>.</param>
/// <param name="Expected">The baseline's value, or null without one.</param>
/// <param name="Found">The run's value, or null where it was not measured.</param>
/// <param name="Tolerance">Largest absolute difference allowed, or null where none is stated.</param>
/// <param name="Blocking">Whether this quantity decides the exit code.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Because">Why the tolerance is what it is, or why there is no comparison.</param>
public sealed record QuantityComparison(
    string Experiment,
    string Quantity,
    double? Expected,
    double? Found,
    double? Tolerance,
    bool Blocking,
    Verdict Verdict,
    string Because
)
{
    /// <summary>The quantity's name, taken apart.</summary>
    [JsonIgnore]
    public Repro.Quantities.Quantity Parsed => Repro.Quantities.Quantity.Of(Quantity);

    /// <summary>Found − expected, as the quantity is rounded; null where one of them is missing.</summary>
    public double? Change => Found - Expected is { } change ? Rounding.Of(Quantity, change) : null;
}

/// <summary>
/// What one experiment's fixture decided: <c>artifacts/verdicts/&lt;profile&gt;/&lt;experiment&gt;.json</c>.
/// </summary>
public sealed record ExperimentVerdict(
    string Profile,
    string Experiment,
    long Seed,
    string Run,
    EquatableList<QuantityComparison> Comparisons
)
{
    /// <summary>Seeds that were compared together, the leading one first; null where it is that one alone.</summary>
    public EquatableList<long>? Seeds { get; init; }

    /// <summary>
    /// SHA-256 of the run's completeness marker: a run that was made again since is another one. Null where the run is
    /// partial.
    /// </summary>
    public string? Completion { get; init; }

    /// <summary>
    /// Digest of the program that made the run, where it is not the one at hand, empty where it is not recorded; else
    /// null. The comparison then says nothing about the code at hand.
    /// </summary>
    public string? OtherProgram { get; init; }
}
