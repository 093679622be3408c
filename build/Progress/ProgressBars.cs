using Spectre.Console;

namespace ReproBuild.Progress;

/// <summary>Progress on a terminal: one bar per experiment, redrawn in place.</summary>
public sealed class ProgressBars(ProgressContext drawing)
{
    private readonly Dictionary<string, ProgressTask> bars = [];

    /// <summary>Draws while <paramref name="watch"/> runs.</summary>
    public static Task DrawAsync(IAnsiConsole console, Func<ProgressBars, Task> watch) =>
        console
            .Progress()
            .Columns(
                new ProgressBarColumn { Width = 20 },
                new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .StartAsync(drawing => watch(new ProgressBars(drawing)));

    public void Show(IReadOnlyList<ExperimentProgress> experiments)
    {
        foreach (var experiment in experiments)
        {
            if (!bars.TryGetValue(experiment.Name, out var bar))
                bars[experiment.Name] = bar = drawing.AddTask(experiment.Name, maxValue: 1);
            bar.Description = Markup.Escape($"{experiment.Name}: {experiment.Text()}");
            bar.Value = experiment.Done;
            if (experiment.IsOver)
                bar.StopTask();
        }
    }
}
