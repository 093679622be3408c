using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using ReproBuild.Checks;

namespace Repro.Build.Tests;

public class DeterminismCheckTests
{
    private static readonly ExactRecord Run = new([0.7, 0.6], [0.7], new() { ["test.f1.global"] = 0.86 });

    [Fact]
    public void Equal_bits_are_fine() =>
        DeterminismCheck
            .Of([
                ("rnn.corrected", ExactDifference.Compare(Run, Run)),
                ("cnn.corrected", ExactDifference.Compare(Run, Run)),
            ])
            .Should()
            .Be(Check.Ok("same seed twice", "all 6 numbers of 2 experiments are equal, bit for bit"));

    [Fact]
    public void Other_bits_are_a_problem_that_says_where_they_begin()
    {
        var check = DeterminismCheck.Of([
            ("rnn.corrected", ExactDifference.Compare(Run, Run)),
            ("cnn.corrected", ExactDifference.Compare(Run, Run with { FirstEpoch = [0.7, Math.BitIncrement(0.6)] })),
        ]);
        check.State.Should().Be(CheckState.Problem);
        check
            .Finding.Should()
            .Be(
                "cnn.corrected: 1 of 3 numbers of cnn.corrected differ; first: step 2 of epoch 1, "
                    + "0.6000000000000001 instead of 0.6, 1 ULP of float64 apart, 1.9e-16 relative; the first "
                    + "update: a backward pass or the optimiser"
            );
    }
}
