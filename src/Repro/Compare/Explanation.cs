using Repro.Experiment;

namespace Repro.Compare;

/// <summary>Sentences about interventions: what our own runs say when one thing is changed.</summary>
internal static class Explanation
{
    /// <summary>An intervention that moves our figures to the printed ones or shows why none can get there, named; else null.</summary>
    public static string? Of(Claim claim, IReadOnlyList<Figure> wrong, IReadOnlyDictionary<string, RunSeries> series, IReadOnlyDictionary<string, RunSeries> interventions)
    {
        foreach (var intervention in claim.Interventions)
            if (wrong.All(f => Ours(intervention, f, series) is { } ours && Explains(intervention.Kind, ours, f.Printed)))
                return $"Explained by {Words.Of(intervention.Kind)}: {Sentence(intervention, wrong[0], series)}";
        foreach (var (name, runs) in interventions)
            if (wrong.All(f => runs.Values(f.Printed.Quantity) is { Count: > 0 } values && Figure.Of(f.Printed, claim.Rule, values).Reproduced))
                return $"Explained by {name}: with it, {wrong.Count} of {wrong.Count} such figures are reproduced ({ClaimText.Count(runs.Runs.Count, "run")}).";
        return null;
    }

    /// <summary>The interventions' findings, whether or not they explain anything; starts with a space, or is empty.</summary>
    public static string Beside(Claim claim, IReadOnlyList<Figure> figures, IReadOnlyDictionary<string, RunSeries> series) =>
        string.Concat(claim.Interventions.Where(i => Ours(i, figures[0], series) is not null).Select(i => " " + Sentence(i, figures[0], series)));

    private static bool Explains(InterventionKind kind, PredictionInterval ours, PrintedFigure printed) => kind == InterventionKind.Ceiling
        ? printed.Value() - printed.HalfUnit() > ours.High
        : ours.Contains(printed.Value(), printed.HalfUnit());

    private static string Sentence(Intervention intervention, Figure figure, IReadOnlyDictionary<string, RunSeries> series)
    {
        var mean = Figure.Text(Ours(intervention, figure, series)!.Mean);
        return intervention.Kind == InterventionKind.Ceiling
            ? $"In these batches a perfect classifier gets {mean}."
            : $"In shuffled batches the same predictions get {mean}.";
    }

    private static PredictionInterval? Ours(Intervention intervention, Figure figure, IReadOnlyDictionary<string, RunSeries> series) =>
        Claims.SeriesOf(figure.Printed, series, ProtocolKind.AsWritten)?.Values(intervention.Quantity) is { Count: > 0 } values ? PredictionInterval.Of(values) : null;
}
