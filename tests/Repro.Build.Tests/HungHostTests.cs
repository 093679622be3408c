using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests;

/// <summary>A host of the fixtures that lives and does nothing.</summary>
public sealed class HungHostTests : IDisposable
{
    private readonly TrainingClone clone = new();

    public HungHostTests() => Skip.IfNot(OperatingSystem.IsLinux(), "needs sh and kill");

    public void Dispose() => clone.Dispose();

    [SkippableFact]
    public async Task A_hanging_host_is_detected_by_its_silence_ended_and_reported()
    {
        using var program = clone.Start("--hang-after=0.15");
        var host = await clone.TrainsAsync(program);
        TrainingClone.Signal("STOP", host);
        var run = ProgramRun.End(program);
        run.ExitCode.Should().Be(70, run.Output + run.Error);
        run.Error.Should()
            .MatchRegex(
                @"train: cnn\.corrected \(epoch \d+/40.*\) has shown no progress for (9|1\d)(\.\d)? s; the limit is 9 s "
                    + @"\(--hang-after=MINUTES\)\. Its processes were ended\. Complete epochs are kept\. To "
                    + @"continue: \./cake\.sh --target=Train"
            )
            .And.Contain("The end of ");
        await TrainingClone.GoneAsync(host);
    }
}
