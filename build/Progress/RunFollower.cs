using Repro.Requests;
using Spectre.Console;

namespace ReproBuild.Progress;

/// <summary>Follows the event files of experiments while their fixtures run, and shows their progress.</summary>
/// <param name="request">The request with the experiments.</param>
/// <param name="waiting">Path of the <see cref="WaitingNote"/>.</param>
/// <param name="console">Shows the progress.</param>
/// <param name="clock">Times the polling.</param>
public sealed class RunFollower(ResolvedRequest request, string waiting, IAnsiConsole console, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly List<(ExperimentProgress Progress, EventTail Tail)> followed =
    [
        .. request.Experiments.Select(spec =>
            (new ExperimentProgress(spec.Name()), new EventTail(request.FolderOf(spec).Events, clock.GetUtcNow()))
        ),
    ];

    public IReadOnlyList<ExperimentProgress> Experiments => [.. followed.Select(f => f.Progress)];

    /// <summary>Shows progress until <paramref name="ended"/>, with bars on a terminal and lines otherwise.</summary>
    public Task FollowAsync(CancellationToken ended)
    {
        var drawn =
            console.Profile.Capabilities is { Interactive: true, Ansi: true }
            && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
        return drawn
            ? ProgressBars.DrawAsync(console, bars => WatchAsync(bars.Show, ended))
            : WatchAsync(new ProgressLines(console, clock).Show, ended);
    }

    private async Task WatchAsync(Action<IReadOnlyList<ExperimentProgress>> show, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            Read(show);
            await Task.Delay(Poll, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Read(show);
    }

    private void Read(Action<IReadOnlyList<ExperimentProgress>> show)
    {
        var note = WaitingNote.Read(waiting);
        foreach (var (progress, tail) in followed)
        {
            progress.Wait(note?.Experiment == progress.Name ? note.Text : null);
            foreach (var runEvent in tail.Read())
                progress.Apply(runEvent);
        }

        show(Experiments);
    }
}
