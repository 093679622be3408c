using System.Text.Json.Serialization;
using Repro.Quantities;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>Verdict on one quantity or on a whole run.</summary>
public enum Verdict
{
    /// <summary>Inside the tolerance.</summary>
    Within,

    /// <summary>Better by more than the tolerance: passes, and should be accepted.</summary>
    Improvement,

    /// <summary>Worse by more than the tolerance, or beyond it in any direction if neither is better.</summary>
    Regression,

    /// <summary>
    /// Settings, inputs and seed are the baseline's, but the run is not bitwise equal, or differs by more than rounding
    /// explains.
    /// </summary>
    Changed,

    /// <summary>There is no committed baseline.</summary>
    NoBaseline,

    /// <summary>An exact comparison was requested, but fingerprint or inputs differ.</summary>
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
    /// <summary>What became of a suspicion; null where there was none.</summary>
    public Confirmation? Confirmation { get; init; }

    /// <summary>
    /// The smallest change that would be seen in 80 % of cases, in the quantity's own unit; null if the quantity does
    /// not block or no seeds are compared.
    /// </summary>
    public double? Detectable { get; init; }

    /// <summary>Which way is better; null where the quantity has no <see cref="Detectable"/>.</summary>
    public Direction? Better { get; init; }

    /// <summary>Why a gate blocks nothing, as the end of a sentence; null where it does, or is none.</summary>
    public string? CannotJudge { get; init; }

    /// <summary>The parsed name of the quantity.</summary>
    [JsonIgnore]
    public Repro.Quantities.Quantity Parsed { get; } = Repro.Quantities.Quantity.Of(Quantity);

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
    /// <summary>Seeds that were compared together, the leading one first; null if there was only one.</summary>
    public EquatableList<long>? Seeds { get; init; }

    /// <summary>Whether a gate is beyond its limit and no fresh seeds were asked yet.</summary>
    [JsonIgnore]
    public bool IsSuspected =>
        Comparisons.Any(c => c is { Blocking: true, Confirmation.Outcome: ConfirmationOutcome.Suspected });

    /// <summary>Whether fresh seeds confirmed that a gate is worse.</summary>
    [JsonIgnore]
    public bool IsConfirmedRegression =>
        Comparisons.Any(c =>
            c is { Blocking: true, Verdict: Verdict.Regression, Confirmation.Outcome: ConfirmationOutcome.Confirmed }
        );

    /// <summary>
    /// SHA-256 of the run's completeness marker: it changes if the run is repeated. Null if the run is partial.
    /// </summary>
    public string? Completion { get; init; }

    /// <summary>
    /// Digest of the program that made the run, if it is not the current one (empty if not recorded); else null. If
    /// set, the comparison does not apply to the current code.
    /// </summary>
    public string? OtherProgram { get; init; }
}
