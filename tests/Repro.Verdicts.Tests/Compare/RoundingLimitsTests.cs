using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Xunit.Abstractions;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// How often an honest run is beyond some limit, by simulation with the committed code. Where rounding takes a training
/// is a small step away from it, in some direction: each number moves normally, as far as it is sensitive, times the
/// length of the step, which all numbers of a run have in common. That length has tails of its own here. The run's are
/// drawn as the twins' are.
/// </summary>
public sealed class RoundingLimitsTests(ITestOutputHelper output)
{
    private const int Baselines = 400,
        Steps = 100,
        Reviews = 300;

    public static TheoryData<string> Shapes() => [.. new[] { "one length", "student-3", "exponential" }];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Less_than_one_honest_run_of_a_hundred_is_beyond_a_limit(string shape)
    {
        var random = new Random(20_260_229);
        var alarms = Enumerable.Range(0, Baselines).Count(_ => IsBeyond(random, shape));
        output.WriteLine($"{shape}: {alarms} of {Baselines}");
        // 400 runs at 1 % give 4 in the mean and more than 11 in one case of a thousand (binomial).
        alarms.Should().BeLessThanOrEqualTo(11);
    }

    private static bool IsBeyond(Random random, string shape)
    {
        double[] sizes =
        [
            .. Enumerable.Range(0, Steps + Reviews).Select(_ => 1e-8 * Math.Exp(2 * random.NextDouble())),
        ];
        var accepted = Record(new double[Steps + Reviews]);
        var span = RoundingSpan.Measure(
            accepted,
            [.. Enumerable.Range(1, RoundingSpan.EnoughTwins).Select(i => ($"{i}", Record(Draw())))]
        );
        return RoundingDifference.Find(accepted, Record(Draw()), span, []).Beyond > 0;

        double[] Draw()
        {
            var length = Length(random, shape);
            return [.. sizes.Select(size => size * length * Normal(random))];
        }
    }

    private static ExactRecord Record(double[] moves) =>
        new([.. moves.Take(Steps).Select(m => 0.7 + m)], [0.7], new(QuantityOrder.Instance))
        {
            Read = ["1a"],
            TestRead = "1b",
            Probabilities = FloatText.Of([.. moves.Skip(Steps).Select(m => (float)(0.3 + m))]),
        };

    private static double Length(Random random, string shape) =>
        shape switch
        {
            "one length" => 1,
            "student-3" => Math.Sqrt(3 / Enumerable.Range(0, 3).Sum(_ => Math.Pow(Normal(random), 2))),
            _ => -Math.Log(1 - random.NextDouble()),
        };

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
