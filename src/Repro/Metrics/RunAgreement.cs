using System.Globalization;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Metrics;

/// <summary>
/// Checks that a run's files agree with each other. Metrics are recomputed from predictions and history; spec, manifest
/// and completeness marker must match; and the attribution table must be consistent.
/// </summary>
public static class RunAgreement
{
    /// <summary>Allows for sums of doubles taken in another order.</summary>
    private const double Slack = 1e-12;

    /// <summary>Allowed error of a float32 probability in units in the last place, and of the loss.</summary>
    private const double Ulps = 8.0 / (1 << 24),
        LossSlack = 1e-4;

    /// <returns><paramref name="run"/>.</returns>
    /// <exception cref="ReproException">A number contradicts the run's other files, or those are damaged (exit code 3).
    /// Missing or non-finite metrics are not checked here; the comparison reports them.</exception>
    public static RunResult Checked(this RunResult run)
    {
        if (Faults(run).FirstOrDefault() is { } fault)
            throw ReproException.Input(
                $"{fault}. A run's files are written together: delete {run.Folder.Root} and train the experiment again."
            );
        return run;
    }

    private static IEnumerable<string> Faults(RunResult run)
    {
        if (!File.Exists(run.Folder.Predictions))
            yield break; // Not a whole run, as its completeness marker says.
        foreach (var fault in RecordAgreement.Faults(run))
            yield return fault;
        if (run.History is { } history)
        {
            var best = history.Epochs.MinBy(e => e.ValidationLoss)?.Epoch;
            if (best != history.BestEpoch)
                yield return $"{run.Folder.History}: its best epoch is {history.BestEpoch}, but the lowest validation "
                    + $"loss is that of {best?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
            else
                foreach (var fault in Differing(run, Of(history), run.Folder.History))
                    yield return fault;
        }

        var predictions = SafeFile.ReadJson<TestPredictions>(run.Folder.Predictions);
        foreach (var fault in Differing(run, Measured(run, predictions), run.Folder.Predictions))
            yield return fault;
        foreach (var fault in Attributions(run, predictions))
            yield return $"{run.Folder.Attributions}: {fault}";
        if (
            run.Metrics.TryGetValue(QuantityNames.TestLoss, out var loss)
            && Losses(predictions) is var (low, high)
            && (loss < (low * (1 - LossSlack)) - LossSlack || loss > (high * (1 + LossSlack)) + LossSlack)
        )
            yield return Fault(
                run,
                QuantityNames.TestLoss,
                loss,
                run.Folder.Predictions,
                $"{Text(low)} to {Text(high)}"
            );
    }

    /// <summary>The metrics that follow from a history.</summary>
    public static Dictionary<string, double> Of(TrainingHistory history) =>
        new(StringComparer.Ordinal)
        {
            [QuantityNames.TrainedEpochs] = history.Epochs.Count,
            [QuantityNames.PrintedEpochs] = history.Epochs.Count(e => e.Printed),
            [QuantityNames.BestEpoch] = history.BestEpoch,
            [QuantityNames.BestValidationLoss] = history.Epochs[history.BestEpoch - 1].ValidationLoss,
            [QuantityNames.LastValidationLoss] = history.Epochs[^1].ValidationLoss,
            [QuantityNames.LastTrainLoss] = history.Epochs[^1].TrainLoss,
        };

    private static SortedDictionary<string, double> Measured(RunResult run, TestPredictions predictions)
    {
        try
        {
            var values = Evaluator.Measure(predictions, double.NaN, run.Spec.Seed);
            values.Remove(QuantityNames.TestLoss); // Computed from logits; probabilities only bound it.
            return values;
        }
        catch (ReproException e)
        {
            throw ReproException.Input($"{run.Folder.Predictions}: {e.Message}", e);
        }
    }

    private static IEnumerable<string> Attributions(RunResult run, TestPredictions predictions)
    {
        if (run.Attributions is not { } table)
            return []; // Left to whoever compares it, as a metric that is no number.
        return AttributionAgreement.Faults(table, run.Spec.Attribution.Label, rounded: false, ClassOf);

        // The notebook's reviews are named test/pos/0_10; ids of other assignments may not contain the label.
        int? ClassOf(string label)
        {
            var at = predictions.Ids.ToList().FindIndex(id => id.Contains($"/{label}/", StringComparison.Ordinal));
            return at < 0 ? null : predictions.Labels[at];
        }
    }

    // A probability of exactly 1 against the label allows any loss.
    private static (double Low, double High) Losses(TestPredictions predictions)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var (probability, label) in predictions.Probabilities.Zip(predictions.Labels))
        {
            double right = label == 1 ? probability : 1.0 - probability,
                off = Ulps * (label == 1 ? probability : 1);
            low -= Math.Log(Math.Min(1, right + off));
            high -= Math.Log(Math.Max(0, right - off));
        }

        return (low / predictions.Labels.Count, high / predictions.Labels.Count);
    }

    private static IEnumerable<string> Differing(RunResult run, IDictionary<string, double> given, string source) =>
        given
            .Where(v => run.Metrics.TryGetValue(v.Key, out var found) && Math.Abs(found - v.Value) > Slack)
            .Select(v => Fault(run, v.Key, run.Metrics[v.Key], source, Text(v.Value)));

    private static string Fault(RunResult run, string quantity, double found, string source, string given) =>
        $"{run.Folder.Metrics}: {quantity} is {Text(found)}, where {Path.GetFileName(source)} gives {given}";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
