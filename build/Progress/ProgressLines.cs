using Spectre.Console;

namespace ReproBuild.Progress;

/// <summary>Progress for redirected output: a line at each milestone, and otherwise one every ten seconds.</summary>
public sealed class ProgressLines(IAnsiConsole console, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (int Milestones, DateTimeOffset Time, string Text)> written = [];

    public void Show(IReadOnlyList<ExperimentProgress> experiments)
    {
        var now = clock.GetUtcNow();
        foreach (var experiment in experiments)
        {
            var text = experiment.Text();
            var last = written.GetValueOrDefault(experiment.Name, (0, now, "waiting"));
            if (text == last.Item3 || (experiment.Milestones == last.Item1 && now - last.Item2 < Pause))
                continue;
            console.Write(new Text($"{experiment.Name}: {text}\n"));
            written[experiment.Name] = (experiment.Milestones, now, text);
        }
    }
}
