using System.Diagnostics;
using System.Globalization;
using Repro.Runs;

namespace ReproBuild.Soaking;

/// <summary>
/// Kills training processes (SIGKILL, without a chance to clean up) at random moments between their first and last
/// batch, restarts each, and compares the results with an uninterrupted training.
/// </summary>
/// <param name="inFolder">Creates the training, with its runs in a folder of the given name.</param>
/// <param name="random">Draws the moments.</param>
public sealed class KillSeries(Func<string, TrainingProcess> inFolder, Random random)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private TrainingProcess? whole;

    /// <returns>One training, killed once and restarted.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the process has been ended.</exception>
    public async Task<KillRound> NextAsync(CancellationToken cancellation)
    {
        if (whole is null)
        {
            var alone = inFolder("whole");
            await alone.RunToEndAsync(cancellation);
            whole = alone;
        }

        var batches = whole.Runs.SelectMany(run => Events(run).Where(IsBatch)).ToList();
        var duration = batches.Max(e => e.Time) - batches.Min(e => e.Time);
        for (var tried = 0; ; tried++)
        {
            var training = inFolder(string.Create(CultureInfo.InvariantCulture, $"killed-{random.Next():x8}-{tried}"));
            if (await KillAsync(training, random.NextDouble() * duration, cancellation) is not { } killed)
                continue; // It was faster than the one left alone, and through.
            var wasComplete = File.Exists(killed.Run.Complete);
            await training.RunToEndAsync(cancellation);
            var continued = wasComplete
                ? null
                : Events(killed.Run).FirstOrDefault(e => e.Kind == RunEventKind.Continued);
            var differing = TrainingProcess.Differing(whole.Runs, training.Runs);
            if (differing.Count == 0)
                training.Delete(); // Else somebody will want to look.
            return new KillRound(ExperimentOf(killed.Run), killed.Last, wasComplete, continued, [.. differing]);
        }
    }

    /// <returns>The current run and the last batch it reported, or null if the process ended by itself.</returns>
    private static async Task<(RunFolder Run, RunEvent Last)?> KillAsync(
        TrainingProcess training,
        TimeSpan after,
        CancellationToken cancellation
    )
    {
        using var process = training.Start();
        try
        {
            while (!process.HasExited && !Events(training.Runs[0]).Any(IsBatch))
                await Task.Delay(Poll, cancellation);
            var began = Stopwatch.GetTimestamp();
            while (!process.HasExited && Stopwatch.GetElapsedTime(began) < after)
                await Task.Delay(Poll, cancellation);
            if (process.HasExited)
                return null;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return training
            .Runs.Select(run => (Run: run, Last: Events(run).LastOrDefault(IsBatch)))
            .Where(r => r.Last is not null)
            .MaxBy(r => r.Last!.Time)!;
    }

    private static string ExperimentOf(RunFolder run) => Path.GetFileName(Path.GetDirectoryName(run.Root))!;

    private static IEnumerable<RunEvent> Events(RunFolder run) => RunEventLog.Read(run.Events);

    private static bool IsBatch(RunEvent e) => e.Kind is RunEventKind.Training or RunEventKind.Validating;
}
