using Repro.Testing;
using Repro.Torch.Libtorch;

namespace Repro.Torch.Tests.Libtorch;

public class OneDnnTests
{
    /// <summary>The longer of its two sums is an LSTM over seven tokens, whose gates add up 13 numbers.</summary>
    [Fact]
    public void What_is_left_of_it_here_computes_rightly() =>
        OneDnn.Error().Should().BeLessThan(RoundingBound.Stages(stages: 7, terms: 6 + 5 + 2));

    [Fact]
    public void Where_it_is_right_it_stays() =>
        OneDnn.IsRight(() => 1e-7, () => throw new InvalidOperationException()).Should().BeTrue();

    [Fact]
    public void Where_it_errs_it_is_switched_off()
    {
        var off = false;
        OneDnn.IsRight(() => off ? 1e-7 : 0.3, () => off = true).Should().BeFalse();
        off.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_that_cannot_be_or_does_not_help_libtorch_is_refused(bool hasSwitch) =>
        FluentActions
            .Invoking(() => OneDnn.IsRight(() => 0.3, () => hasSwitch))
            .Should()
            .Throw<LibtorchException>()
            .WithMessage(
                "libtorch: its convolutions and LSTMs are wrong by 0.3 on this processor, where 0.0001 is "
                    + "the limit. Set ONEDNN_MAX_CPU_ISA=SSE41, or name another PyTorch in REPRO_LIBTORCH."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
