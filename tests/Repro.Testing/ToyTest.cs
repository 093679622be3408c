using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;

namespace Repro.Testing;

/// <summary>Made-up test predictions whose share of right answers is known for either label.</summary>
internal static class ToyTest
{
    /// <summary>
    /// As the notebook's CNNs are tested: 12,500 positives, then 12,500 negatives, 256 a batch; 49 of the 98 batches
    /// hold no positive.
    /// </summary>
    /// <param name="recall">Share of the positives that is predicted positive.</param>
    /// <param name="specificity">Share of the negatives that is predicted negative.</param>
    public static TestPredictions InFileOrder(double recall, double specificity) =>
        Of([.. Enumerable.Repeat(1, 12_500), .. Enumerable.Repeat(0, 12_500)], recall, specificity, 256);

    /// <summary>
    /// As the notebook's RNN is tested, in small: batches of 64 that hold both labels, but for one in fifty.
    /// </summary>
    public static TestPredictions Mixed(double recall, double specificity) =>
        Of(
            [
                .. Enumerable
                    .Range(0, 50)
                    .SelectMany(batch => Enumerable.Range(0, 64).Select(i => batch == 0 ? 0 : i % 2)),
            ],
            recall,
            specificity,
            64
        );

    /// <summary>A run of those predictions, measured as a trained one is.</summary>
    public static ToyRun Run(
        ModelKind model,
        TestPredictions predictions,
        long seed = 1234,
        string? vectors = null,
        ProtocolKind protocol = ProtocolKind.AsWritten
    ) =>
        ToyRun.Of(model, protocol, seed: seed, vectors: vectors) with
        {
            Predictions = predictions,
            Metrics = Evaluator.Measure(predictions, LossOf(predictions), seed),
        };

    private static double LossOf(TestPredictions predictions) =>
        predictions
            .Probabilities.Zip(predictions.Labels)
            .Average(p => -Math.Log(p.Second == 1 ? p.First : 1.0 - p.First));

    private static TestPredictions Of(int[] labels, double recall, double specificity, int batch) =>
        new(
            [.. labels.Select((_, i) => $"test/{i}")],
            [.. labels],
            [.. Probabilities(labels, recall, specificity)],
            [.. labels.Chunk(batch).Select(b => b.Length)]
        );

    /// <summary>Wrong answers evenly spread, so that every batch has its share of them.</summary>
    private static IEnumerable<float> Probabilities(int[] labels, double recall, double specificity)
    {
        int[] seen = [0, 0];
        foreach (var label in labels)
        {
            var share = label == 1 ? recall : specificity;
            var right = Math.Floor((seen[label] + 1) * share) > Math.Floor(seen[label] * share);
            seen[label]++;
            yield return right == (label == 1) ? 0.9f : 0.1f;
        }
    }
}
