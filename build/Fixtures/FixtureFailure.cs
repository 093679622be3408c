using Repro;
using Repro.Requests;
using ReproBuild.Progress;

namespace ReproBuild.Fixtures;

/// <summary>Why fixtures did not finish by themselves, and how far they were.</summary>
/// <param name="What">Text that follows the experiment's name.</param>
public sealed record FixtureFailure(string What)
{
    public static FixtureFailure Hung(TimeSpan silence, TimeSpan limit) =>
        new(
            $"has shown no progress for {DurationText.Of(silence)}; the limit is {DurationText.Of(limit)} "
                + "(--hang-after=MINUTES). Its processes were ended."
        );

    /// <param name="how"><see cref="HostEnd.Text"/>.</param>
    public static FixtureFailure Died(string how) => new($"has lost its process, which {how}.");

    /// <summary><c>train: cnn.corrected (epoch 2/3, batch 7/30) has lost its process, …</c></summary>
    /// <param name="stage">train, attribute or compare.</param>
    /// <param name="request">The fixtures' request.</param>
    /// <param name="since">When they started.</param>
    public string Text(string stage, ResolvedRequest request, DateTimeOffset since)
    {
        var begun = request
            .Experiments.Select(spec =>
                (Name: spec.Name(), Events: new EventTail(request.FolderOf(spec).Events, since).ReadToEnd())
            )
            .Where(e => e.Events.Count > 0)
            .ToList();
        if (begun.Count == 0)
            return $"{stage}: {string.Join(", ", request.Experiments.Select(spec => spec.Name()))}: before the "
                + $"first event it {What}";
        var (name, events) = begun.MaxBy(e => e.Events[^1].Time);
        var progress = new ExperimentProgress(name);
        foreach (var runEvent in events)
            progress.Apply(runEvent);
        return $"{stage}: {name} ({progress.Text()}) {What}";
    }
}
