using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;

namespace Repro.Build.Tests.Faults;

/// <summary>Real trainings that are ended within an epoch. KilledTrainingTests uses random moments.</summary>
public sealed class MidEpochFaultTests : IDisposable
{
    private const double EveryTwentiethOfASecond = 0.05 / 60;

    private static readonly ReproRequest Small = TrainingProgram.Small("sample", 12, ModelKind.Cnn);

    private readonly TempFolder temp = new();

    /// <summary>
    /// Some two hundred batches an epoch: the first state that is kept is far from its end. Epochs enough that a signal
    /// that comes late still finds the training.
    /// </summary>
    private static ReproRequest Request =>
        Small with
        {
            Overrides = [.. Small.Overrides, "batches.training=1", "training.patience=100"],
            CheckpointMinutes = EveryTwentiethOfASecond,
        };

    public void Dispose() => temp.Dispose();

    [SkippableFact]
    public Task Sigkill_has_the_next_run_go_on_within_the_epoch() =>
        Ended_has_the_next_run_go_on_within_the_epoch("KILL", 137);

    [SkippableFact]
    public Task Sigterm_has_the_next_run_go_on_within_the_epoch() =>
        Ended_has_the_next_run_go_on_within_the_epoch("TERM", 130);

    private async Task Ended_has_the_next_run_go_on_within_the_epoch(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        var alone = await TrainingProgram.RunToEndAsync(TrainingProgram.In(Request, temp.In("alone")));
        var program = TrainingProgram.In(Request, temp.In("ended"));
        var run = program.Runs[0];
        using (var process = program.Start())
        {
            await TrainingClone.UntilAsync(
                () => process.HasExited || File.Exists(Path.Combine(run.Checkpoint, "batches.json")),
                "a state is kept"
            );
            TrainingClone.Signal(signal, process.Id);
            ProgramRun.End(process).ExitCode.Should().Be(exitCode);
        }

        await TrainingProgram.RunToEndAsync(program);
        TrainingProgram.ShouldBeEqual(alone, program.Runs);
        RunEventLog
            .Read(run.Events)
            .Should()
            .ContainSingle(e => e.Kind == RunEventKind.Continued)
            .Which.Batch.Should()
            .NotBeNull("the epoch was not started over");
    }
}
