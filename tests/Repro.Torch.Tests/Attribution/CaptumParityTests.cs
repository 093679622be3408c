using System.Text.Json;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Attribution;

namespace Repro.Torch.Tests.Attribution;

/// <summary>
/// Against Captum 0.5.0's own outputs on two small models. Captum computed in float32; here it is float64, so that what
/// is left is Captum's rounding, the same on every processor.
/// </summary>
public class CaptumParityTests
{
    /// <summary>
    /// Below this share of the path from a reference that is one word throughout, windows differ by no more than
    /// float32's rounding, and Captum may have taken any of them.
    /// </summary>
    private const double WindowsTieUntil = 1e-5;

    /// <summary>A window is a sum of 30 products and a bias; attributions are normed, and were added up once more.</summary>
    private static readonly double Rounding = RoundingBound.Sum(32);

    private static readonly JsonElement Oracle = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Parity", "captum-lig.json")))
        .RootElement;

    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (var (m, model) in Oracle.GetProperty("models").EnumerateArray().Index())
            {
                for (var c = 0; c < model.GetProperty("cases").GetArrayLength(); c++)
                    cases.Add(m, c);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_captums_attributions(int model, int index)
    {
        using var oracle = OracleModel.Read(Oracle.GetProperty("models")[model]);
        var expected = Oracle.GetProperty("models")[model].GetProperty("cases")[index];
        long[] ids = [.. expected.GetProperty("ids").EnumerateArray().Select(e => e.GetInt64())];
        using var input = oracle.Embed(ids);
        using var reference = oracle.Embed([.. ids.Select(_ => expected.GetProperty("reference").GetInt64())]);

        var quadrature = Quadrature.Create(Rule(expected), expected.GetProperty("n_steps").GetInt32());
        var ties = quadrature.Points.Zip(quadrature.Weights).Where(p => p.First is > 0 and < WindowsTieUntil);
        var limit = Rounding + ties.Sum(p => p.Second);

        var found = new LayerIntegratedGradients(oracle.Forward, quadrature, Output(expected)).Attribute(
            input,
            reference
        );

        var summed = found.PerPosition();
        var norm = Math.Sqrt(summed.Sum(a => a * a));
        found.Delta.Should().BeApproximately(expected.GetProperty("delta").GetDouble(), limit);
        summed
            .Select(a => a / norm)
            .Should()
            .Equal(Numbers(expected.GetProperty("summary")), (a, b) => Math.Abs(a - b) <= limit);
        (summed.Sum() / norm).Should().BeApproximately(expected.GetProperty("score").GetDouble(), limit);
        if (expected.TryGetProperty("attributions", out var rows))
            found.Values.Should().Equal(rows.EnumerateArray().SelectMany(Numbers), (a, b) => Math.Abs(a - b) <= limit);
    }

    private static AttributionOutput Output(JsonElement expected) =>
        expected.GetProperty("forward").GetString() == "logit"
            ? AttributionOutput.Logit
            : AttributionOutput.Probability;

    private static QuadratureRule Rule(JsonElement expected) =>
        expected.GetProperty("method").GetString() switch
        {
            "gausslegendre" => QuadratureRule.GaussLegendre,
            "riemann_left" => QuadratureRule.RiemannLeft,
            "riemann_right" => QuadratureRule.RiemannRight,
            "riemann_middle" => QuadratureRule.RiemannMiddle,
            "riemann_trapezoid" => QuadratureRule.RiemannTrapezoid,
            var other => throw new InvalidDataException(
                $"The oracle has a method {other}, which this test does not know."
            ),
        };

    private static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(e => e.GetDouble());
}
