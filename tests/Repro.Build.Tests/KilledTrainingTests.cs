using System.Diagnostics;
using System.Globalization;
using Repro.Build.Tests.Testing;
using Repro.Experiment;
using Xunit.Abstractions;

namespace Repro.Build.Tests;

/// <summary>
/// A training process that is killed (SIGKILL: it can clean up nothing) between its first and its last batch, and started again, ends with the
/// bytes of one that was left alone. The moments are drawn anew each time; <c>REPRO_KILLS</c> asks for more of them than five.
/// </summary>
public sealed class KilledTrainingTests(ITestOutputHelper output) : IDisposable
{
    private const int Epochs = 3;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly TempFolder temp = new();
    private readonly Random random = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(ModelKind.Rnn, 3)] // Both protocols: as corrected, it replays the epochs as written.
    [InlineData(ModelKind.Cnn, 2)]
    public async Task A_killed_training_ends_with_the_bytes_of_one_left_alone(ModelKind kind, int kills)
    {
        if (Environment.GetEnvironmentVariable("REPRO_KILLS") is { Length: > 0 } asked) kills = int.Parse(asked, CultureInfo.InvariantCulture);
        var request = TrainingProgram.Small("sample", Epochs, kind) with { Protocols = [ProtocolKind.AsWritten, ProtocolKind.Corrected] };
        var whole = new TrainingProgram(request, temp.In("whole")).RunToEnd();
        var duration = Events(whole[0]).Last(IsBatch).Time - Events(whole[0]).First(IsBatch).Time;

        for (var (done, tried) = (0, 0); done < kills; tried++)
        {
            var killed = new TrainingProgram(request, temp.In($"killed {tried}"));
            var last = await KillAsync(killed, random.NextDouble() * duration);
            if (last is null) continue; // It was faster than the one left alone, and through.
            var resumed = killed.RunToEnd();
            output.WriteLine($"killed after {Words.Of(last.Kind)} batch {last.Batch} of {last.Batches} in epoch {last.Epoch}; {Continued(resumed[0])}");
            TrainingProgram.ShouldBeEqual(whole, resumed);
            done++;
        }
    }

    /// <returns>The last batch seen of the first run's training, or null where it was over by then.</returns>
    private static async Task<RunEvent?> KillAsync(TrainingProgram program, TimeSpan after)
    {
        using var process = program.Start();
        try
        {
            var run = program.Runs[0];
            while (!process.HasExited && !Events(run).Any(IsBatch)) await Task.Delay(Poll);
            var began = Stopwatch.GetTimestamp();
            while (!process.HasExited && Stopwatch.GetElapsedTime(began) < after) await Task.Delay(Poll);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        var events = Events(program.Runs[0]).ToList();
        return events.Exists(e => e.Kind == RunEventKind.Testing) ? null : events.FindLast(IsBatch);
    }

    private static string Continued(RunFolder run) =>
        Events(run).FirstOrDefault(e => e.Kind == RunEventKind.Continued) is { } e ? $"went on behind epoch {e.Epoch}" : "started over";

    private static IEnumerable<RunEvent> Events(RunFolder run) => RunEventLog.Read(run.Events);

    private static bool IsBatch(RunEvent e) => e.Kind is RunEventKind.Training or RunEventKind.Validating;
}
