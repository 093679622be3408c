using System.Globalization;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>The file <c>baselines/notebook/claims.json</c>: what the notebook printed.</summary>
/// <param name="Source">Which publication.</param>
/// <param name="Profile">The profile that uses the notebook's data.</param>
/// <param name="Claims">Claims in the order of the notebook.</param>
public sealed record ClaimsFile(string Source, string Profile, EquatableList<Claim> Claims)
{
    /// <param name="path">Path of the file.</param>
    /// <param name="assignment">The assignment of the claims.</param>
    /// <exception cref="ReproException">The file is not readable, or a claim in it has no figure that can be judged
    /// (exit code 3).</exception>
    public static ClaimsFile Read(string path, Assignment assignment)
    {
        var file = SafeFile.ReadCommittedJson<ClaimsFile>(path);
        var profiles = assignment.Profiles;
        if (!profiles.Contains(file.Profile))
            throw ReproException.Input(
                $"{path}: profile '{TerminalText.Of(file.Profile, 100)}' is not one of {profiles}. Name the "
                    + "one with the notebook's data."
            );
        var faults = file
            .Claims.Where(c => c.Printed.Count == 0)
            .Select(c => $"claim {c.Id} has no printed figure")
            .Concat(
                file.Claims.SelectMany(c =>
                    c.Printed.Where(p => !p.IsJudgedBy(c.Rule))
                        .Select(p =>
                            $"claim {c.Id} prints '{p.Text}', which is not a number of at most "
                            + $"{PrintedFigure.Longest} characters"
                        )
                )
            );
        return faults.FirstOrDefault() is { } fault
            ? throw ReproException.Input(
                $"{path}: {TerminalText.Of(fault, 300)}. Write the figure as the notebook prints it."
            )
            : file;
    }

    /// <summary>The printed figure of each model whose claim names an intervention.</summary>
    public IReadOnlyDictionary<string, double> PrintedFor(InterventionKind kind) =>
        Claims
            .Where(c => c.Rule != ClaimRule.Positive && c.Interventions.Contains(kind))
            .SelectMany(c => c.Printed)
            .DistinctBy(p => p.Model)
            .ToDictionary(p => p.Model, p => p.Value(), StringComparer.Ordinal);
}

/// <summary>One thing the notebook printed.</summary>
public sealed record Claim
{
    /// <summary>C1 … C14.</summary>
    public required string Id { get; init; }

    /// <summary>What the figures are, in a few words.</summary>
    public required string Measures { get; init; }

    public required ClaimRule Rule { get; init; }

    /// <summary>Word vectors the notebook started from; null if there are none.</summary>
    public string? Vectors { get; init; }

    public required EquatableList<PrintedFigure> Printed { get; init; }

    /// <summary>
    /// Interventions that may explain the figure if it is not reproduced. Only claims with a single figure have any.
    /// </summary>
    public EquatableList<InterventionKind> Interventions { get; init; } = [];

    /// <summary>How the claim was interpreted if the notebook is truncated or silent; null if it is clear.</summary>
    public string? Choice { get; init; }
}

/// <summary>One printed figure.</summary>
/// <param name="Model">One of the assignment's models, such as rnn, or <c>*</c> for a quantity of any run.</param>
/// <param name="Quantity">Path of our quantity under the as-written protocol.</param>
/// <param name="Text">The digits as printed; words if the rule is <see cref="ClaimRule.Positive"/>.</param>
public sealed record PrintedFigure(string Model, string Quantity, string Text)
{
    /// <summary>Maximum length of a figure: a double's shortest exact form has 24 characters.</summary>
    public const int Longest = 32;

    /// <summary>
    /// Whether the rule can judge the figure: every rule except <see cref="ClaimRule.Positive"/> needs a finite number.
    /// </summary>
    public bool IsJudgedBy(ClaimRule rule) =>
        rule == ClaimRule.Positive
        || (
            Text.Length <= Longest
            && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            && double.IsFinite(HalfUnit())
        );

    public double Value() => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Half of the last printed digit's unit: 0.005 for 0.99.</summary>
    public double HalfUnit()
    {
        var text = Text.ToLowerInvariant();
        var mantissa = text.Split('e')[0];
        var decimals = mantissa.Contains('.', StringComparison.Ordinal)
            ? mantissa.Length - mantissa.IndexOf('.', StringComparison.Ordinal) - 1
            : 0;
        var exponent = text.Contains('e', StringComparison.Ordinal)
            ? double.Parse(text[(text.IndexOf('e', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
            : 0;
        return 0.5 * Math.Pow(10, exponent - decimals);
    }
}

/// <summary>When a figure counts as reproduced.</summary>
public enum ClaimRule
{
    /// <summary>It lies inside the 95 % prediction interval of our as-written runs.</summary>
    Interval,

    /// <summary>It is within a factor of ten of the geometric mean of ours, signs aside.</summary>
    Magnitude,

    /// <summary>All our runs have exactly that value.</summary>
    Equal,

    /// <summary>All our runs are above zero.</summary>
    Positive,
}

/// <summary>Verdict on a claim.</summary>
public enum ClaimVerdict
{
    Reproduced,

    /// <summary>Not reproduced, but one of the claim's interventions shows why.</summary>
    Explained,

    /// <summary>Our data, vectors or settings differ from the notebook's.</summary>
    NotComparable,

    NotReproduced,

    /// <summary>None of our runs has the figure.</summary>
    NotMeasured,
}

/// <summary>One row of the claims table.</summary>
/// <param name="Id">C1 … C14.</param>
/// <param name="Measures">What the figures are.</param>
/// <param name="Printed">The notebook's.</param>
/// <param name="AsWritten">Means of our as-written runs, the range of counts, or a dash.</param>
/// <param name="Corrected">The same for our corrected runs.</param>
/// <param name="Verdict">See <see cref="ClaimVerdict"/>.</param>
/// <param name="Runs">Number of as-written runs it was judged by.</param>
/// <param name="Sentence">The reason, computed from those runs.</param>
/// <param name="Interventions">Results of the claim's interventions, if it has any.</param>
public sealed record ClaimResult(
    string Id,
    string Measures,
    string Printed,
    string AsWritten,
    string Corrected,
    ClaimVerdict Verdict,
    int Runs,
    string Sentence,
    EquatableList<InterventionFinding> Interventions
);
