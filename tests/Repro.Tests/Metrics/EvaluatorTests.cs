using Repro.Metrics;
using Repro.Quantities;
using Repro.Randomness;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Metrics;

public class EvaluatorTests
{
    private const double Loss = 0.25;

    [Fact]
    public void Every_test_quantity_is_measured()
    {
        var found = Measure([1, 1, 1, 0, 0, 0], [0.9f, 0.8f, 0.4f, 0.6f, 0.5f, 0.1f], [2, 2, 2]);

        found.Remove(QuantityNames.F1BatchMeanShuffled, out var shuffled).Should().BeTrue();
        shuffled
            .Should()
            .Be(
                F1Averages.BatchMeanShuffled(
                    [1, 1, 1, 0, 0, 0],
                    [1, 1, 0, 1, 0, 0],
                    [2, 2, 2],
                    new PythonRandom(1234),
                    Evaluator.Shuffles
                )
            );
        found
            .Should()
            .Equal(
                new SortedDictionary<string, double>(StringComparer.Ordinal)
                {
                    ["test.accuracy"] = 4.0 / 6,
                    ["test.batches"] = 3,
                    ["test.batches.without-negatives"] = 1,
                    ["test.batches.without-positives"] = 1,
                    ["test.f1.batch-mean"] = 1.0 / 3,
                    ["test.f1.batch-mean.ceiling"] = 2.0 / 3,
                    ["test.f1.global"] = 2.0 / 3,
                    ["test.loss"] = Loss,
                    ["test.precision"] = 2.0 / 3,
                    ["test.recall"] = 2.0 / 3,
                    ["test.roc-auc"] = 7.0 / 9,
                }
            );
    }

    [Fact]
    public void Shuffling_lifts_sorted_batches_to_the_global_f1()
    {
        int[] labels = [.. Enumerable.Repeat(1, 2_000), .. Enumerable.Repeat(0, 2_000)];
        var random = new PythonRandom(7);
        float[] probabilities = [.. labels.Select(label => random.NextDouble() < 0.86 ? label : 1 - label)];

        const int batch = 250;
        var found = Measure(labels, probabilities, [.. Enumerable.Repeat(batch, 16)]);

        // A batch of positives has precision 1, so F1 = 2·right/(right + all); half of the batches hold negatives only
        // and count 0.
        var ofBatches = labels
            .Zip(probabilities, (label, probability) => label * probability)
            .Chunk(batch)
            .Average(right => 2.0 * right.Sum() / (right.Sum() + batch));
        found[QuantityNames.F1BatchMean].Should().BeApproximately(ofBatches, RoundingBound.Managed(16 * 4));
        found[QuantityNames.F1BatchMeanCeiling].Should().Be(0.5);
        // Every review is in one batch, so the deviations of the batches cancel in the mean but for their squares, and
        // the relative variance of a batch's positives and predicted positives together is 1/250 at most.
        found[QuantityNames.F1BatchMeanShuffled].Should().BeApproximately(found[QuantityNames.F1Global], 1.0 / batch);
    }

    [Fact]
    public void Perfect_predictions_stand_at_the_ceiling()
    {
        var found = Measure([1, 1, 0, 0, 1, 0], [1, 1, 0, 0, 1, 0], [2, 2, 2]);
        found[QuantityNames.F1BatchMean].Should().Be(found[QuantityNames.F1BatchMeanCeiling]).And.Be(2.0 / 3);
    }

    [Fact]
    public void Equal_seeds_shuffle_equally_and_others_do_not()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 1 : 0)];
        float[] probabilities = [.. Enumerable.Range(0, 60).Select(i => i % 4 == 0 ? 0.9f : 0.1f)];
        double Shuffled(long seed) =>
            Evaluator.Measure(Predictions(labels, probabilities, [20, 20, 20]), Loss, seed)[
                QuantityNames.F1BatchMeanShuffled
            ];

        Shuffled(1).Should().Be(Shuffled(1)).And.NotBe(Shuffled(2));
    }

    [Fact]
    public void Where_one_class_is_absent_the_area_is_not_measured() =>
        Measure([1, 1], [0.9f, 0.2f], [2]).Should().NotContainKey(QuantityNames.RocAuc);

    [Fact]
    public void A_probability_that_is_not_a_number_is_refused() =>
        FluentActions
            .Invoking(() => Measure([1, 0], [0.9f, float.NaN], [2]))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured);

    private static SortedDictionary<string, double> Measure(int[] labels, float[] probabilities, int[] sizes) =>
        Evaluator.Measure(Predictions(labels, probabilities, sizes), Loss, seed: 1234);

    private static TestPredictions Predictions(int[] labels, float[] probabilities, int[] sizes) =>
        new(
            EquatableList.Create<string>([.. labels.Select((_, i) => $"test/{i}")]),
            EquatableList.Create<int>(labels),
            EquatableList.Create<float>(probabilities),
            EquatableList.Create<int>(sizes)
        );
}
