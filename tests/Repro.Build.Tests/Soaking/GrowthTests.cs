using ReproBuild.Soaking;

namespace Repro.Build.Tests.Soaking;

public class GrowthTests
{
    private const double MiB = 1 << 20;

    [Fact]
    public void What_only_varies_is_steady() =>
        Growth
            .Estimate(Rounds(40, (r, i) => r with { Memory = (400 + (i % 7)) * MiB, Threads = 20 + (i % 3) }))
            .Should()
            .HaveCount(4)
            .And.OnlyContain(g => g.IsWithin);

    [Fact]
    public void Warming_up_and_a_single_high_round_do_not_count() =>
        Growth
            .Estimate(
                Rounds(
                    40,
                    (r, i) =>
                        r with
                        {
                            Memory =
                                (
                                    i < 4 ? 100
                                    : i == 38 ? 4000
                                    : 400
                                ) * MiB,
                        }
                )
            )
            .Should()
            .OnlyContain(g => g.IsWithin);

    [Theory]
    [InlineData("memory")]
    [InlineData("handles")]
    [InlineData("threads")]
    [InlineData("disk")]
    public void A_slope_is_found(string measure)
    {
        var rounds = Rounds(
            40,
            (r, i) =>
                measure switch
                {
                    "memory" => r with { Memory = (400 + (2 * i)) * MiB },
                    "handles" => r with { Handles = 200 + (i / 4) },
                    "threads" => r with { Threads = 20 + (i / 4) },
                    _ => r with { Disk = (10 + (i / 40.0)) * MiB },
                }
        );
        Growth.Estimate(rounds).Where(g => !g.IsWithin).Select(g => g.Measure).Should().Equal(measure);
    }

    [Fact]
    public void The_medians_of_the_first_and_the_last_quarter_decide()
    {
        var memory = Growth.Estimate(Rounds(10, (r, i) => r with { Memory = i * MiB }))[0];
        memory.Should().Be(new Growth("memory", "MiB", 2.5, 8.5, 50.5));
    }

    [Fact]
    public void Too_few_rounds_are_not_judged() => Growth.Estimate(Rounds(9, (r, _) => r)).Should().BeEmpty();

    private static List<EnduranceRound> Rounds(int count, Func<EnduranceRound, int, EnduranceRound> change) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => change(new EnduranceRound(i + 1, 10, 400 * MiB, 200, 20, 10 * MiB), i)),
        ];
}
