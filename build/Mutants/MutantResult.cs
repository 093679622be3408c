using System.Text.Json.Serialization;
using Repro.Quantities;
using Repro.Verdicts.Compare;

namespace ReproBuild.Mutants;

/// <summary>The lanes of the gate that detected a fault.</summary>
/// <param name="Bits">Lane 1: the run is not bitwise equal to the baseline.</param>
/// <param name="Rounding">Lane 2, under another arithmetic: rounding does not explain the difference.</param>
/// <param name="Seeds">Lane 3: an outcome is worse than seeds explain.</param>
/// <param name="First">The first number that differed, or why there was none.</param>
public sealed record MutantResult(bool Bits, bool Rounding, bool Seeds, string First)
{
    [JsonIgnore]
    public bool IsSeen => Bits || Rounding || Seeds;

    /// <param name="here">Verdict under the baseline's arithmetic.</param>
    /// <param name="elsewhere">Verdict under another arithmetic.</param>
    public static MutantResult Of(OverallVerdict here, OverallVerdict elsewhere)
    {
        var first = here
            .Experiments.Concat(elsewhere.Experiments)
            .SelectMany(e => e.Comparisons)
            .FirstOrDefault(c => IsOff(c) && c.Parsed.Group == QuantityGroup.Exact);
        return new MutantResult(
            Sees(here, QuantityPath.ExactDiffering),
            Sees(elsewhere, QuantityPath.BeyondRounding),
            elsewhere.Missing.Count > 0
                || elsewhere // Under the baseline's own arithmetic words and epochs are held to it more closely.
                    .Experiments.SelectMany(e => e.Comparisons)
                    .Any(c => IsOff(c) && c.Parsed.Group != QuantityGroup.Exact),
            first is not null ? $"{first.Experiment}: {Short(first.Because)}"
                : here.Missing.Count > 0 ? $"{here.Missing} not measured"
                : ""
        );
    }

    private static bool Sees(OverallVerdict overall, string quantity) =>
        overall.Missing.Count > 0
        || overall.Experiments.SelectMany(e => e.Comparisons).Any(c => c.Quantity == quantity && IsOff(c));

    private static bool IsOff(QuantityComparison c) =>
        c is { Blocking: true, Verdict: not (Verdict.Within or Verdict.Improvement) };

    // "first: step 2 of epoch 1, 0.7 instead of …": up to the name.
    private static string Short(string because) =>
        because.Replace("first: ", "", StringComparison.Ordinal).Split(',')[0];
}
