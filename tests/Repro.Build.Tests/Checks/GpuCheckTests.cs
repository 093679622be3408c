using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class GpuCheckTests
{
    private const string Gpu = "NVIDIA T4, 550.54.15, 15360 MiB",
        Old = "NVIDIA K80, 470.82.01, 11441 MiB";

    [Theory]
    [InlineData(null, "cpu", false, CheckState.Ok)]
    [InlineData(null, "cpu", true, CheckState.Note)]
    [InlineData(Gpu, "cpu", false, CheckState.Note)]
    [InlineData(Gpu, "cuda", true, CheckState.Ok)]
    [InlineData(Old, "cuda", true, CheckState.Problem)]
    [InlineData(null, "cuda", true, CheckState.Problem)]
    [InlineData(Gpu, "cuda", false, CheckState.Problem)]
    [InlineData("a name without a driver", "cuda", true, CheckState.Ok)]
    public void Only_a_GPU_that_was_requested_and_cannot_be_used_is_a_problem(
        string? found,
        string device,
        bool forCuda,
        CheckState state
    )
    {
        var check = GpuCheck.Of(found, device, forCuda);
        check.State.Should().Be(state);
        (check.Remedy.Length > 0).Should().Be(state != CheckState.Ok, "every finding that is not ok has a remedy");
    }
}
