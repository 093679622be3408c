using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class ArithmeticCheckTests
{
    private static readonly string One = new('1', 64),
        Two = new('2', 64);

    [Fact]
    public void The_baselines_arithmetic_is_fine() =>
        ArithmeticCheck
            .Run([new("rnn.corrected", One, One), new("cnn.corrected", Two, Two), new("cnn.as-written", null, Two)])
            .Should()
            .Be(
                Check.Ok(
                    "arithmetic",
                    "the baselines', of 2 of 3 experiments (111111111111, …): runs must equal them to the last bit"
                )
            );

    [Fact]
    public void Another_one_is_named()
    {
        var check = ArithmeticCheck.Run([new("rnn.corrected", One, One), new("cnn.corrected", One, Two)]);
        check.State.Should().Be(CheckState.Note);
        check
            .Finding.Should()
            .Be("not the baselines', of 1 of 2 experiments (cnn.corrected: 111111111111 instead of 222222222222)");
    }

    [Fact]
    public void Without_a_run_or_a_baseline_it_is_not_known() =>
        ArithmeticCheck
            .Run([new("rnn.corrected", null, One), new("cnn.corrected", One, null)])
            .State.Should()
            .Be(CheckState.Note);
}
