using Cake.Frosting;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Against;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Diffs;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Against;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(CompareVersions))]
[TaskDescription(
    "With --against=COMMIT: trains that version here from the same seeds, and tells the code's part from the machine's."
)]
[IsDependentOn(typeof(Report))]
public sealed class CompareVersions : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) =>
        context.Run.Against is not null || OtherSide.Missing(context.Paths, context.Surroundings) is not null;

    public override async Task RunAsync(BuildContext context)
    {
        if (context.Run.Against is not { } other)
        {
            var missing = OtherSide.Missing(context.Paths, context.Surroundings)!;
            context.Console.Write(new Text(missing + "\n", new Style(Color.Yellow)));
            return;
        }

        var request = context.Request;
        using var alone = context.Locks.Take(
            context.Paths.Lock("against"),
            "artifacts/against",
            context.Run.Interrupted
        );
        await other.CheckOutAsync(context.Paths.Root, context.Run.Interrupted);
        if (context.Run.AgainstTrains)
        {
            context.Console.Write(
                new Text($"Training {other.Name} from the same seeds; its output goes to {other.Log}\n")
            );
            await other.TrainAsync(request, context.Run.Interrupted);
        }

        var tolerances = (string baselines) =>
            Tolerances.ReadStale(Path.Combine(baselines, "tolerances.json"), ImdbNotebook.Assignment);
        var runs = Path.Combine(other.Tree, "artifacts", "runs");
        var found = new AgainstFindings(
            other.Name,
            VerdictFiles
                .Merge(request.Verdicts, request.Profile, [.. request.Experiments.Select(spec => spec.Name())])
                .Verdict,
            [.. YardstickChanges.Between(other.Baselines, request.Baselines)],
            [
                .. request.Experiments.Select(spec =>
                    OtherYardstick.Judge(request.FoldersOf(spec), other.Baselines, tolerances(other.Baselines))
                ),
            ],
            context.Run.AgainstTrains
                ?
                [
                    .. request.Experiments.Select(spec =>
                        AgainstComparison.Compare(
                            spec,
                            Pairs(request, spec, runs),
                            [tolerances(other.Baselines), tolerances(request.Baselines)],
                            new BaselineStore(other.Baselines, spec).Read()
                        )
                    ),
                ]
                : []
        );
        SafeFile.WriteJson(Path.Combine(context.Paths.Report, "against.json"), found);
        SafeFile.WriteText(
            Path.Combine(context.Paths.Report, "against.md"),
            string.Join('\n', AgainstTables.Of(found).Select(MarkdownReport.Render))
        );
        foreach (var table in AgainstTables.Of(found))
            ConsoleReport.Write(context.Console, table);
        context.Run.Conclude(Outcome.Of(new Finding(found.ExitCode, found.Sentence)));
    }

    private static List<(RunFolder Other, RunFolder Here)> Pairs(
        ResolvedRequest request,
        ExperimentSpec spec,
        string runs
    ) =>
        [
            .. request
                .BySeed()
                .Select(one => spec with { Seed = one.Seed })
                .Select(each => (RunFolder.Of(runs, each, ImdbNotebook.Assignment), request.FolderOf(each))),
        ];
}
