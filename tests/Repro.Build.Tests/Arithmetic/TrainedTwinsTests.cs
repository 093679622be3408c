using Repro.Verdicts.Baselines;
using ReproBuild.Arithmetic;

namespace Repro.Build.Tests.Arithmetic;

public class TrainedTwinsTests
{
    private static readonly ExactRecord Run = new([0.7, 0.6], [0.7], []) { Probabilities = FloatText.Of([0.5f]) };
    private static readonly ExactRecord Moved = Run with { FirstEpoch = [0.7, Math.BitIncrement(0.6)] };

    [Fact]
    public void Equal_digests_with_other_bits_are_named_and_nothing_else_is() =>
        new TrainedTwins(
            "rnn.corrected",
            Run,
            [
                new("threads-1", Run, IsSameArithmetic: true),
                new("noise-1", Moved, IsSameArithmetic: false),
                new("MKL_CBWR-COMPATIBLE", Run, IsSameArithmetic: false),
                new("ATEN_CPU_CAPABILITY-avx2", Moved, IsSameArithmetic: true),
            ]
        )
            .Unseen.Should()
            .Equal("rnn.corrected under ATEN_CPU_CAPABILITY-avx2");
}
