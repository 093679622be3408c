using System.Diagnostics;

namespace ReproBuild.Soaking;

/// <summary>Repeats training and attribution in one process, and measures its resources after each round.</summary>
/// <param name="training">The process whose runs are repeated.</param>
/// <param name="folder">Folder of its runs.</param>
/// <param name="clock">Measures time.</param>
public sealed class Endurance(TrainingProcess training, string folder, TimeProvider clock)
{
    /// <summary>Starts rounds until <paramref name="duration"/> has passed, and finishes the last one.</summary>
    /// <param name="duration">Total duration of the rounds.</param>
    /// <param name="finished">Called after each round.</param>
    /// <param name="cancellation">Cancels the run and ends the process.</param>
    /// <exception cref="Repro.ReproException">A round failed (exit code 70).</exception>
    public async Task RunAsync(TimeSpan duration, Action<EnduranceRound> finished, CancellationToken cancellation)
    {
        using var process = training.Start("repeat");
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var began = clock.GetTimestamp();
            for (var round = 1; clock.GetElapsedTime(began) < duration; round++)
            {
                var started = clock.GetTimestamp();
                await process.StandardInput.WriteLineAsync("again".AsMemory(), cancellation);
                await process.StandardInput.FlushAsync(cancellation);
                if (await process.StandardOutput.ReadLineAsync(cancellation) is null)
                    throw new Repro.ReproException(
                        Repro.ExitCode.ToolFailure,
                        FormattableString.Invariant($"Soak: round {round} ended the process: {await error}")
                    );
                finished(Measure(process, round, clock.GetElapsedTime(started).TotalSeconds));
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private EnduranceRound Measure(Process trains, int round, double seconds)
    {
        using var own = Process.GetCurrentProcess();
        trains.Refresh();
        return new EnduranceRound(
            round,
            Math.Round(seconds, 3),
            own.WorkingSet64 + trains.WorkingSet64,
            own.HandleCount + trains.HandleCount,
            own.Threads.Count + trains.Threads.Count,
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
        );
    }
}
