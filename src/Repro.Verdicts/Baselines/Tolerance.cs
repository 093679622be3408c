using Repro.Statistics;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// How far a quantity may be from its baseline, and why. The larger of <see cref="Absolute"/> and
/// <see cref="Relative"/> × |expected| holds where single runs are compared; where there are accepted seeds enough,
/// their interval does, and never less than <see cref="Margin"/>.
/// </summary>
public sealed record Tolerance
{
    /// <summary>sample, imdb-mini, imdb, or <c>*</c> for all.</summary>
    public required string Profile { get; init; }

    /// <summary><c>rnn.as-written</c>, <c>rnn.*</c>, or <c>*</c> for all.</summary>
    public required string Experiment { get; init; }

    /// <summary>
    /// A path such as <c>test.f1.global</c>, with <c>*</c> for a segment that may be anything:
    /// <c>curve.*.train-loss</c>.
    /// </summary>
    public required string Quantity { get; init; }

    public required Direction Better { get; init; }

    /// <summary>In the quantity's own unit; 0 or more.</summary>
    public required double Absolute { get; init; }

    /// <summary>As a share of the expected value; 0 or more.</summary>
    public double Relative { get; init; }

    /// <summary>Whether a regression ends the program with exit code 1.</summary>
    public required bool Blocking { get; init; }

    /// <summary>What was measured before the limit was chosen, or null where it follows from the definition.</summary>
    public Spread? Spread { get; init; }

    /// <summary>Where the limit comes from, in a sentence.</summary>
    public required string Because { get; init; }

    /// <summary>Why the limit is not the one that the spread gives; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Largest absolute difference from <paramref name="expected"/> that is still within.</summary>
    public double Limit(double expected) => Math.Max(Absolute, Relative * Math.Abs(expected));

    /// <summary>
    /// A person's margin of indifference: what may differ although several seeds show that it does. 0 where the limit
    /// only follows from the spread; that says how far two single runs are apart, and the interval of the accepted
    /// seeds says it better.
    /// </summary>
    public double Margin(double expected) => Spread is { Sd: > 0 } && Reason is null ? 0 : Limit(expected);
}

/// <summary>Which way of leaving the tolerance is an improvement.</summary>
public enum Direction
{
    Higher,
    Lower,
    Neither,
}
