using System.Globalization;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// Checks intervention results against the run's own predictions, if they follow from those alone. Results from other
/// runs are not checked.
/// </summary>
internal static class InterventionAgreement
{
    /// <summary>Allows for sums of doubles taken in another order.</summary>
    private const double Slack = 1e-12;

    /// <returns><paramref name="run"/>.</returns>
    /// <exception cref="ReproException">A value contradicts the predictions (exit code 3).</exception>
    public static RunResult Checked(RunResult run)
    {
        if (run.Interventions.Count > 0 && Faults(run).FirstOrDefault() is { } fault)
            throw ReproException.Input($"{fault}. It is computed from the run: delete it and run --target=Intervene.");
        return run;
    }

    private static IEnumerable<string> Faults(RunResult run)
    {
        var batches = TestBatches.Count(SafeFile.ReadJson<TestPredictions>(run.Folder.Predictions));
        var printed = run.Interventions.TryGetValue(
            InterventionPath.Of(InterventionKind.EvenErrors, QuantityNames.F1BatchMean),
            out var figure
        )
            ? figure
            : double.NaN; // Then nothing is as printed, and every value that is there differs.
        (InterventionKind Kind, SortedDictionary<string, double>? Values)[] all =
        [
            (InterventionKind.BatchesWithPositives, BatchesWithPositives.Values(batches)),
            (InterventionKind.EvenErrors, EvenErrors.Values(batches, printed)),
        ];
        return all.SelectMany(i => Differing(run, i.Kind, i.Values));
    }

    private static IEnumerable<string> Differing(
        RunResult run,
        InterventionKind kind,
        SortedDictionary<string, double>? given
    )
    {
        var prefix = InterventionPath.Of(kind, "");
        var found = run
            .Interventions.Where(v => v.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(v => v.Key[prefix.Length..], v => v.Value);
        return found.Count == 0
            ? []
            : found
                .Keys.Union(given?.Keys.ToList() ?? [])
                .Order(StringComparer.Ordinal)
                .Where(quantity => !IsNear(found, quantity, given))
                .Select(quantity =>
                    $"{run.Folder.Intervention(kind)}: {quantity} is {Text(found, quantity)}, where "
                    + $"{Path.GetFileName(run.Folder.Predictions)} gives {Text(given, quantity)}"
                );
    }

    private static bool IsNear(
        Dictionary<string, double> found,
        string quantity,
        SortedDictionary<string, double>? given
    ) =>
        found.TryGetValue(quantity, out var value)
        && given is not null
        && given.TryGetValue(quantity, out var expected)
        && Math.Abs(value - expected) <= Slack;

    private static string Text(IDictionary<string, double>? values, string quantity) =>
        values is not null && values.TryGetValue(quantity, out var value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : "none";
}
