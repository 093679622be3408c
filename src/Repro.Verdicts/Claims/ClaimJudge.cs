using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Claims;

/// <summary>
/// Judges the notebook's claims by our runs. Verdicts and sentences are computed from the runs; no expected outcome is
/// hard-coded.
/// </summary>
public static class ClaimJudge
{
    /// <summary>Judges all claims by the runs and baselines of a profile.</summary>
    /// <param name="claims">From <c>baselines/notebook/claims.json</c>.</param>
    /// <param name="runs">The selected runs.</param>
    /// <param name="baselines">The folder <c>baselines</c>, for its accepted seeds.</param>
    /// <param name="profile">The profile that was run.</param>
    public static EquatableList<ClaimResult> Judge(ClaimsFile claims, RunsAtHand runs, string baselines, string profile)
    {
        var series = runs
            .Assignment.Experiments.Select(e => (e, RunSeries.Read(runs, baselines, profile, e)))
            .Where(s => s.Item2 is not null)
            .ToDictionary(s => s.e, s => s.Item2!, StringComparer.Ordinal);
        return [.. claims.Claims.Select(claim => Judge(claim, claims.Profile, profile, series, runs.Assignment))];
    }

    /// <summary>Judges one claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="notebook">The profile that uses the notebook's data.</param>
    /// <param name="profile">The profile that was run.</param>
    /// <param name="series">Our runs by experiment (<c>rnn.as-written</c>).</param>
    /// <param name="assignment">The assignment of the claim.</param>
    public static ClaimResult Judge(
        Claim claim,
        string notebook,
        string profile,
        IReadOnlyDictionary<string, RunSeries> series,
        Assignment assignment
    )
    {
        var figures = Figures(claim, series, ProtocolKind.AsWritten);
        var explanation = profile == notebook ? Explanation.Find(claim, figures, series) : new Explanation([]);
        var (verdict, sentence) = NotComparable(claim, notebook, profile, series, assignment) is { } why
            ? (ClaimVerdict.NotComparable, why + explanation.BesideNotComparable)
            : Decide(claim, figures, series, explanation);
        var corrected = Figures(claim, series, ProtocolKind.Corrected);
        return new ClaimResult(
            claim.Id,
            claim.Measures,
            ClaimText.Printed(claim),
            ClaimText.Ours(figures),
            ClaimText.Ours(corrected),
            verdict,
            Runs(figures),
            sentence,
            explanation.Findings
        );
    }

    /// <summary>
    /// The series that provides a figure, or null if there are no runs. Figures shared by all models use the series
    /// with the most runs.
    /// </summary>
    internal static RunSeries? SeriesOf(
        PrintedFigure figure,
        IReadOnlyDictionary<string, RunSeries> series,
        ProtocolKind protocol
    ) =>
        series
            .Where(s =>
                figure.Model == "*"
                    ? s.Value.Spec.Protocol == protocol
                    : s.Key == $"{figure.Model}.{Words.Of(protocol)}"
            )
            .Select(s => s.Value)
            .MaxBy(s => s.Runs.Count);

    private static EquatableList<Figure> Figures(
        Claim claim,
        IReadOnlyDictionary<string, RunSeries> series,
        ProtocolKind protocol
    ) =>
        [
            .. claim.Printed.Select(p =>
                Figure.Of(p, claim.Rule, SeriesOf(p, series, protocol)?.Values(p.Quantity) ?? [])
            ),
        ];

    private static string? NotComparable(
        Claim claim,
        string notebook,
        string profile,
        IReadOnlyDictionary<string, RunSeries> series,
        Assignment assignment
    )
    {
        if (profile != notebook)
            return $"Profile {profile} does not have the notebook's data.";
        foreach (
            var spec in claim
                .Printed.Select(p => SeriesOf(p, series, ProtocolKind.AsWritten)?.Spec)
                .OfType<ExperimentSpec>()
                .Distinct()
        )
        {
            if (claim.Vectors is not null && spec.Vectors is not null && spec.Vectors != claim.Vectors)
                return $"Ours starts from {spec.Vectors}, the notebook's from {claim.Vectors}.";
            if (assignment.Unchanged(spec).Hash() != spec.Hash())
                return $"The settings of {spec.Name()} are not the notebook's.";
        }

        return null;
    }

    private static (ClaimVerdict Verdict, string Sentence) Decide(
        Claim claim,
        EquatableList<Figure> figures,
        IReadOnlyDictionary<string, RunSeries> series,
        Explanation explanation
    )
    {
        if (claim.Printed.FirstOrDefault(p => SeriesOf(p, series, ProtocolKind.AsWritten) is null) is { } unrun)
            return (ClaimVerdict.NotMeasured, $"No complete run of {unrun.Model}.{Words.Of(ProtocolKind.AsWritten)}.");

        // A curve that ends before the printed one disagrees with it; any other missing quantity is not measured.
        if (
            figures.FirstOrDefault(f =>
                f.Ours is null && Quantity.Of(f.Printed.Quantity).Group != QuantityGroup.Curve
            ) is
            { } gone
        )
            return (ClaimVerdict.NotMeasured, $"Our runs lack {gone.Printed.Quantity}.");

        var found = ClaimText.Sentence(claim, figures);
        return figures.All(f => f.Reproduced)
            ? (ClaimVerdict.Reproduced, found + explanation.Beside)
            : (
                explanation.Explains ? ClaimVerdict.Explained : ClaimVerdict.NotReproduced,
                found + explanation.After(ClaimText.Printed(claim))
            );
    }

    private static int Runs(EquatableList<Figure> figures) => figures.Min(f => f.Ours?.Runs ?? 0);
}
