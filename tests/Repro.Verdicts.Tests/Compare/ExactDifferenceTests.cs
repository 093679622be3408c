using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>One thing of a record is moved at a time: each is found, and named with what computed it.</summary>
public sealed class ExactDifferenceTests
{
    private static readonly ExactRecord Expected = new(
        [0.7, 0.6, 0.5],
        [0.7, 0.4],
        new(QuantityOrder.Instance)
        {
            [QuantityNames.TrainedEpochs] = 2,
            [QuantityPath.TrainLoss(1)] = 0.6,
            [QuantityPath.ValidationLoss(1)] = 0.55,
            [QuantityPath.TrainLoss(2)] = 0.4,
            [QuantityPath.ValidationLoss(2)] = 0.45,
            [QuantityNames.F1Global] = 0.9,
            [QuantityPath.Probability(1)] = 0.8,
            [QuantityPath.Importance(1, 1)] = 0.3,
        }
    )
    {
        Read = ["1a", "1b"],
        TestRead = "1c",
        Probabilities = FloatText.Of([0.25f, 0.75f]),
    };

    public static TheoryData<string, string> Moved() =>
        new()
        {
            { "read 1", "the batches of epoch 1, digest ff instead of 1a; data: tokens, vocabulary, split or batches" },
            { "read 2", "the batches of epoch 2, digest ff instead of 1b; an epoch's order: shuffling" },
            { "step 1", "step 1 of epoch 1, *; the first forward pass: initialisation or the model" },
            { "step 2", "step 2 of epoch 1, *; the first update: a backward pass or the optimiser" },
            { "step 3", "step 3 of epoch 1, *; a later step: a kernel, dropout or the optimiser" },
            { "start 2", "step 1 of epoch 2, *; inside the epoch before it: a kernel, dropout or the optimiser" },
            { "curve.1.train-loss", "curve.1.train-loss, *; averaging the losses" },
            { "curve.2.train-loss", "curve.2.train-loss, *; inside an epoch: a kernel, dropout or the optimiser" },
            { "curve.2.validation-loss", "curve.2.validation-loss, *; after an epoch: validation" },
            { "epochs.trained", "epochs.trained, *; after training: stopping, or which epoch is best" },
            { "test read", "the test's batches, digest ff instead of 1c; the test: data" },
            {
                "probability 2",
                "the probability of test review 2, *; the test: which weights were kept, or the forward pass"
            },
            { "test.f1.global", "test.f1.global, *; after the test: a metric" },
            { "attribution.1.probability", "attribution.1.probability, *; after the test: attribution" },
            { "attribution.1.importance.1", "attribution.1.importance.1, *; after the test: attribution" },
        };

    [Theory]
    [MemberData(nameof(Moved))]
    public void Each_is_found_alone(string what, string first)
    {
        var difference = ExactDifference.Compare(Expected, Move(what));
        difference.Should().Match<ExactDifference>(d => d.Numbers == 17 && d.Differing == 1);
        difference.First.Should().Match($"first: {first}");
    }

    [Fact]
    public void Of_several_the_first_in_the_order_of_computing_is_named()
    {
        var found = Move("read 2") with { Values = Move("test.f1.global").Values, TestRead = "ff" };
        ExactDifference.Compare(Expected, found).First.Should().StartWith("first: the batches of epoch 2");
    }

    [Fact]
    public void What_the_run_no_longer_records_is_a_difference()
    {
        var found = Expected with { Probabilities = null, TestRead = null, Read = null };
        ExactDifference.Compare(Expected, found).Differing.Should().Be(2 + 1 + 2);
    }

    [Fact]
    public void What_the_baseline_is_too_old_for_does_not_count()
    {
        var older = Expected with { Probabilities = null, TestRead = null, Read = null };
        ExactDifference.Compare(older, Expected).Should().Be(new ExactDifference(12, 0, null));
    }

    [Fact]
    public void Minus_zero_is_not_zero()
    {
        var zero = Expected with { FirstEpoch = [0.0] };
        ExactDifference.Compare(zero, zero with { FirstEpoch = [-0.0] }).Differing.Should().Be(1);
    }

    private static ExactRecord Move(string what)
    {
        var values = new SortedDictionary<string, double>(Expected.Values, QuantityOrder.Instance);
        if (values.TryGetValue(what, out var value))
            values[what] = Math.BitIncrement(value);
        return what switch
        {
            "read 1" => Expected with { Read = ["ff", "1b"] },
            "read 2" => Expected with { Read = ["1a", "ff"] },
            "step 1" => Expected with { FirstEpoch = [0.71, 0.6, 0.5] },
            "step 2" => Expected with { FirstEpoch = [0.7, 0.61, 0.5] },
            "step 3" => Expected with { FirstEpoch = [0.7, 0.6, 0.51] },
            "start 2" => Expected with { EpochStarts = [0.7, 0.41] },
            "test read" => Expected with { TestRead = "ff" },
            "probability 2" => Expected with { Probabilities = FloatText.Of([0.25f, MathF.BitIncrement(0.75f)]) },
            _ => Expected with { Values = values },
        };
    }
}
