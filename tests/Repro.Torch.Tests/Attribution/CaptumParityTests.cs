using System.Text.Json;
using Repro.Experiments;
using Repro.Torch.Attribution;

namespace Repro.Torch.Tests.Attribution;

/// <summary>
/// Against Captum 0.5.0's own outputs on two small models. 1e-4 is asked; what is left is float32 noise in the
/// gradients.
/// </summary>
public class CaptumParityTests
{
    private const double Tolerance = 2e-6;

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

        var found = new LayerIntegratedGradients(
            oracle.Forward,
            Quadrature.Of(Rule(expected), expected.GetProperty("n_steps").GetInt32()),
            Output(expected)
        ).Attribute(input, reference);

        var summed = found.PerPosition();
        var norm = Math.Sqrt(summed.Sum(a => a * a));
        found.Delta.Should().BeApproximately(expected.GetProperty("delta").GetDouble(), Tolerance);
        summed
            .Select(a => a / norm)
            .Should()
            .Equal(Numbers(expected.GetProperty("summary")), (a, b) => Math.Abs(a - b) <= Tolerance);
        (summed.Sum() / norm).Should().BeApproximately(expected.GetProperty("score").GetDouble(), Tolerance);
        if (expected.TryGetProperty("attributions", out var rows))
            found
                .Values.Should()
                .Equal(rows.EnumerateArray().SelectMany(Numbers), (a, b) => Math.Abs(a - b) <= Tolerance);
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
