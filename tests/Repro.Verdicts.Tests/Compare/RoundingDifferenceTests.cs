using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// A run of two epochs, eight twins of it that rounding moved by up to 1e-7, and accepted seeds that differ by 0.01.
/// </summary>
public sealed class RoundingDifferenceTests
{
    private static readonly ExactRecord Accepted = new(
        [0.7, 0.6, 0.5],
        [0.7, 0.4],
        new(QuantityOrder.Instance)
        {
            [QuantityNames.TrainedEpochs] = 2,
            [QuantityNames.TestBatches] = 1,
            [QuantityNames.BestValidationLoss] = 0.45,
            [QuantityNames.F1Global] = 0.9,
            [QuantityNames.RocAuc] = 0.95,
            [QuantityNames.TestLoss] = 0.3,
            [QuantityPath.TrainLoss(1)] = 0.6,
            [QuantityPath.ValidationLoss(1)] = 0.55,
            [QuantityPath.TrainLoss(2)] = 0.4,
            [QuantityPath.ValidationLoss(2)] = 0.45,
            [QuantityPath.Probability(1)] = 0.8,
            [QuantityPath.Score(1)] = 0.5,
            [QuantityPath.Importance(1, 1)] = 0.3,
            [QuantityPath.Importance(1, 2)] = -0.4,
        }
    )
    {
        Read = ["1a", "1b"],
        TestRead = "1c",
        Probabilities = FloatText.Of([0.25f, 0.75f, 0.4999999f, 0.1f]),
    };

    private static readonly IReadOnlyList<BaselineRun> Seeds =
    [
        .. Enumerable
            .Range(1, 6)
            .Select(seed => new BaselineRun(
                seed,
                RunValues.Metrics(
                    Accepted
                        .Values.Where(v => !QuantityPath.Matches(QuantityPath.ImportancePattern, v.Key))
                        .Select(v => KeyValuePair.Create(v.Key, v.Value + (0.01 * (seed % 3))))
                ),
                []
            )),
    ];

    private static readonly RoundingSpan Span = RoundingSpan.Measure(
        Accepted,
        [.. Enumerable.Range(1, 8).Select(i => ($"noise-{i}", Moved((i - 4.5) * 2e-8)))]
    );

    [Fact]
    public void What_another_rounding_gives_is_within() =>
        Of(Moved(3e-7)).Should().Be(new RoundingDifference(Judged: 3 + 4 + 13 + 4, Beyond: 0, First: null, End: null));

    public static TheoryData<string, string> Faults() =>
        new()
        {
            { "read", "the batches of epoch 2, digest ff instead of 1b; an epoch's order: shuffling" },
            { "step", "step 2 of epoch 1, *; the first update: *; rounding moves it by 7.*e-7 at most" },
            { "start", "step 1 of epoch 2, *" },
            { QuantityPath.ValidationLoss(1), "curve.1.validation-loss, *; after an epoch: validation; *" },
            { QuantityNames.TrainedEpochs, "epochs.trained, *" },
            {
                QuantityNames.F1Global,
                "test.f1.global, *; after the test: a metric; rounding moves it by 0.0e+0 at most"
            },
            { "probability", "the probability of test review 2, *" },
            { QuantityNames.TestLoss, "test.loss, *" },
            { QuantityPath.Score(1), "attribution.1.score, *" },
            { QuantityPath.Importance(1, 2), "attribution.1.importance.2, *" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_hundred_thousandth_is_not_rounding(string what, string first)
    {
        var found = Of(Fault(Moved(5e-8), what, 1e-5));
        found.Should().Match<RoundingDifference>(d => d.Beyond == 1 && d.End == null);
        found.First.Should().Match($"first: {first}");
    }

    [Fact]
    public void A_review_at_the_threshold_may_change_its_class_and_the_metrics_with_it()
    {
        var flipped = Accepted with { Probabilities = FloatText.Of([0.25f, 0.75f, 0.5000001f, 0.1f]) };
        Of(Fault(flipped, QuantityNames.F1Global, 0.25))
            .Should()
            .Match<RoundingDifference>(d => d.Beyond == 0, "one of four reviews");
        Of(Fault(Accepted, QuantityNames.F1Global, 0.25)).Beyond.Should().Be(1, "no review changed its class");
    }

    [Fact]
    public void Where_twins_go_as_far_as_seeds_the_lane_ends_and_data_is_judged_on()
    {
        var wild = Enumerable
            .Range(1, 8)
            .Select(i => ($"noise-{i}", Fault(Moved(i * 1e-8), QuantityPath.ValidationLoss(1), 0.002 * i)));
        var span = RoundingSpan.Measure(Accepted, [.. wild]);
        var anywhere = Fault(Fault(Accepted, QuantityPath.ValidationLoss(2), 0.2), QuantityNames.TestLoss, 0.3);
        RoundingDifference
            .Find(Accepted, anywhere, span, Seeds)
            .Should()
            .Match<RoundingDifference>(d => d.Beyond == 0 && d.End == "curve.1.validation-loss");
        RoundingDifference
            .Find(Accepted, Fault(anywhere, "read", 0), span, Seeds)
            .First.Should()
            .StartWith("first: the batches of epoch 2");
        RoundingDifference.Find(Accepted, Fault(anywhere, "step", 1e-3), span, Seeds).Beyond.Should().Be(1);
    }

    [Fact]
    public void One_more_epoch_is_not_rounding()
    {
        var values = new SortedDictionary<string, double>(Accepted.Values, QuantityOrder.Instance)
        {
            [QuantityPath.ValidationLoss(3)] = 0.4,
        };
        Of(Accepted with { Values = values })
            .First.Should()
            .StartWith("first: curve.3.validation-loss is one too many");
    }

    [Fact]
    public void A_twin_is_within_its_own_span() => Of(Moved(7e-8)).Beyond.Should().Be(0);

    private static RoundingDifference Of(ExactRecord found) => RoundingDifference.Find(Accepted, found, Span, Seeds);

    private static ExactRecord Fault(ExactRecord record, string what, double by)
    {
        var values = new SortedDictionary<string, double>(record.Values, QuantityOrder.Instance);
        if (values.TryGetValue(what, out var value))
            values[what] = value + (what == QuantityNames.TrainedEpochs ? 1 : by);
        var probabilities = FloatText.Read(record.Probabilities).ToArray();
        probabilities[1] += (float)by;
        return what switch
        {
            "read" => record with { Read = ["1a", "ff"] },
            "step" => record with
            {
                FirstEpoch = [record.FirstEpoch[0], record.FirstEpoch[1] + by, record.FirstEpoch[2]],
            },
            "start" => record with { EpochStarts = [record.EpochStarts[0], record.EpochStarts[1] + by] },
            "probability" => record with { Probabilities = FloatText.Of(probabilities) },
            _ => record with { Values = values },
        };
    }

    // Counts and classes stay.
    private static ExactRecord Moved(double by) =>
        Accepted with
        {
            FirstEpoch = [.. Accepted.FirstEpoch.Select(v => v + by)],
            EpochStarts = [.. Accepted.EpochStarts.Select(v => v + by)],
            Values = new(
                Accepted.Values.ToDictionary(
                    v => v.Key,
                    v =>
                        v.Key is QuantityNames.TrainedEpochs or QuantityNames.TestBatches or QuantityNames.F1Global
                            ? v.Value
                            : v.Value + by
                ),
                QuantityOrder.Instance
            ),
            Probabilities = FloatText.Of([
                .. FloatText.Read(Accepted.Probabilities).Select(p => p > 0.49f && p < 0.51f ? p : p + (float)by),
            ]),
        };
}
