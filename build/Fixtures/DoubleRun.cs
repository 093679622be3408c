using Repro;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Spectre.Console;

namespace ReproBuild.Fixtures;

/// <summary>
/// Trains and attributes the requested experiments twice from the same seed, in separate folders, without reusing runs.
/// </summary>
public sealed class DoubleRun(BuildContext context)
{
    private static readonly string[] Stages = ["train", "attribute"];

    /// <returns>The difference between the two runs of each experiment.</returns>
    /// <exception cref="ReproException">A run did not finish (exit code 70).</exception>
    public async Task<IReadOnlyList<(string Experiment, ExactDifference Difference)>> RunAsync()
    {
        using var alone = context.Locks.Take(
            context.Paths.Lock("doctor"),
            "Doctor's double run",
            context.Run.Interrupted
        );
        List<ResolvedRequest> twice = [In("first"), In("second")];
        foreach (var request in twice)
        {
            if (Directory.Exists(request.Runs))
                Directory.Delete(request.Runs, recursive: true);
            context.Console.Write(
                new Text($"{Path.GetFileName(request.Runs)} run of {request.Experiments.Count} experiments\n")
            );
            foreach (var stage in Stages)
                await RunAsync(request, stage);
        }

        List<(string Experiment, ExactDifference Difference)> differences =
        [
            .. twice[0]
                .Experiments.Select(spec =>
                    (spec.Name(), ExactDifference.Compare(Record(twice[0], spec), Record(twice[1], spec)))
                ),
        ];
        if (differences.TrueForAll(d => d.Difference.Differing == 0))
            Directory.Delete(context.Paths.Doctor, recursive: true); // Else somebody will want to look.
        return differences;
    }

    private ResolvedRequest In(string name) =>
        context.Request with
        {
            Seeds = [],
            Sentences = [],
            Runs = Path.Combine(context.Paths.Doctor, name),
        };

    private async Task RunAsync(ResolvedRequest request, string stage)
    {
        var fixtures = new FixtureRun(context, request, stage);
        if (!await fixtures.RunAsync())
            throw new ReproException(
                ExitCode.ToolFailure,
                $"Doctor: the double run failed in the stage {stage}. The end of {fixtures.Log}:\n{fixtures.Tail()}"
            );
    }

    private static ExactRecord Record(ResolvedRequest request, ExperimentSpec spec) =>
        ExactRecord.Collect(RunResult.Read(request.FolderOf(spec)))!;
}
