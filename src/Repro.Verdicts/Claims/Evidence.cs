using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Claims;

/// <summary>Our as-written runs' values for one printed figure, with and without an intervention.</summary>
/// <param name="Figure">The printed figure and ours, unchanged.</param>
/// <param name="Series">The runs.</param>
internal sealed record Evidence(Figure Figure, RunSeries Series)
{
    private string Quantity => Figure.Printed.Quantity;

    /// <summary>F1 over all reviews, one per run.</summary>
    public IReadOnlyList<double> Global => Series.Values(QuantityNames.F1Global);

    /// <summary>F1 over all reviews that our own batch mean implies, one per run.</summary>
    public IReadOnlyList<double> GlobalByEvenErrors =>
        Changed(InterventionKind.EvenErrors, InterventionPath.GlobalOfOurs);

    /// <summary>
    /// The figure after the intervention, one per run, or one per run and file order; empty if no run has it.
    /// </summary>
    public IReadOnlyList<double> Of(InterventionKind kind) =>
        kind switch
        {
            InterventionKind.PerfectClassifier => Series.Values($"{Quantity}.ceiling"),
            InterventionKind.ShuffledBatches => Series.Values($"{Quantity}.shuffled"),
            InterventionKind.EvenErrors => IsOfPrinted() ? Changed(kind, QuantityNames.F1Global) : [],
            InterventionKind.Seeds => Figure.Values.Count > 1 ? Figure.Values : [],
            _ => [.. Series.Runs.SelectMany(run => ChangedOf(run, kind))],
        };

    /// <summary>The figure without the intervention, for the runs that have it with.</summary>
    public IReadOnlyList<double> Without(InterventionKind kind) =>
        [
            .. Series
                .Runs.Where(run => ChangedOf(run, kind).Any() && run.Values.ContainsKey(Quantity))
                .Select(run => run.Values[Quantity]),
        ];

    private IReadOnlyList<double> Changed(InterventionKind kind, string quantity) =>
        Series.Values(InterventionPath.Of(kind, quantity));

    private IEnumerable<double> ChangedOf(BaselineRun run, InterventionKind kind) =>
        run
            .Values.Where(v => InterventionPath.IsOf(v.Key, kind, Quantity) && double.IsFinite(v.Value))
            .Select(v => v.Value);

    /// <summary>Whether the intervention was computed for the claim's current figure.</summary>
    private bool IsOfPrinted() =>
        Changed(InterventionKind.EvenErrors, Quantity).All(p => Math.Abs(p - Figure.Printed.Value()) <= 1e-6);
}
