using System.Text.Json;
using Repro.Metrics;
using Repro.Testing;
using TorchSharp;

namespace Repro.Torch.Tests.Evaluate;

/// <summary>Against scikit-learn 1.2.1's own outputs, all digits of which are kept.</summary>
public class SklearnParityTests
{
    /// <summary>One division here; there precision, recall and of these the harmonic mean.</summary>
    private static readonly double OfRatio = RoundingBound.Managed(8);

    private static readonly JsonElement Oracle = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Parity", "sklearn-metrics.json")))
        .RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Oracle.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_scikit_learns_metrics(int index)
    {
        var expected = Oracle.GetProperty("cases")[index];
        var labels = Integers(expected.GetProperty("labels"));
        var found = BinaryMetrics.Of(labels, Integers(expected.GetProperty("predictions")));

        found.F1.Should().BeApproximately(expected.GetProperty("f1").GetDouble(), OfRatio);
        found.Precision.Should().BeApproximately(expected.GetProperty("precision").GetDouble(), OfRatio);
        found.Recall.Should().BeApproximately(expected.GetProperty("recall").GetDouble(), OfRatio);
        found.Accuracy.Should().BeApproximately(expected.GetProperty("accuracy").GetDouble(), OfRatio);
        if (expected.TryGetProperty("roc_auc", out var area))
        {
            double[] scores = [.. expected.GetProperty("scores").EnumerateArray().Select(s => s.GetDouble())];
            RocAuc
                .Of(labels, scores)
                .Should()
                .BeApproximately(area.GetDouble(), RoundingBound.Managed(4 * labels.Length), "it adds trapezoids up");
        }
    }

    [Fact]
    public void Some_cases_hold_an_area_under_the_curve() =>
        Oracle
            .GetProperty("cases")
            .EnumerateArray()
            .Count(c => c.TryGetProperty("roc_auc", out _))
            .Should()
            .BePositive();

    [Fact]
    public void The_batch_mean_is_the_notebooks()
    {
        var expected = Oracle.GetProperty("batch_mean");
        var labels = Integers(expected.GetProperty("labels"));
        var predictions = Integers(expected.GetProperty("predictions"));
        int[] sizes = [.. labels.Chunk(expected.GetProperty("batch_size").GetInt32()).Select(batch => batch.Length)];

        F1Averages
            .BatchMean(labels, predictions, sizes)
            .Should()
            .BeApproximately(
                expected.GetProperty("mean").GetDouble(),
                RoundingBound.Managed(2 * sizes.Length) + OfRatio
            );
        F1Averages
            .Global(labels, predictions)
            .Should()
            .BeApproximately(expected.GetProperty("global_f1").GetDouble(), OfRatio);
        expected.GetProperty("per_batch").GetArrayLength().Should().Be(sizes.Length);
    }

    [Fact]
    public void A_logit_of_zero_is_class_zero_in_torch_and_here()
    {
        using var probability = torch.zeros(1).sigmoid();
        using var rounded = probability.round();

        Classes
            .Round(probability.item<float>())
            .Should()
            .Be((int)rounded.item<float>())
            .And.Be(Oracle.GetProperty("rounding").GetProperty("logit_0_prediction").GetInt32());
    }

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];
}
