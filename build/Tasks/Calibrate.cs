using Cake.Frosting;
using Repro;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Sections;
using ReproBuild.Tasks.Pipeline;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Calibrate))]
[TaskDescription("Runs --seeds=A..B, shows their spread, and derives the profile's tolerances from the accepted ones.")]
[IsDependentOn(typeof(Intervene))]
public sealed class Calibrate : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        CheckPlace(context);
        using var alone = CloneLocks.TakeBaselines(context.Run);
        var request = context.Request;
        var further = request.Experiments.ToDictionary(spec => spec.Name(), spec => NotAccepted(request, spec));
        var proposed = Calibration.Propose(
            request.Baselines,
            request.Profile,
            request.Device,
            ImdbNotebook.Assignment,
            further
        );
        ConsoleReport.Write(context.Console, CalibrationSection.Build(request.Profile, proposed));
        if (further.Values.Any(runs => runs.Count > 0))
        {
            var accept = context
                .Run.CommandLine.With((Arguments.Options.Target, nameof(Accept)), (Arguments.Options.Reason, "…"))
                .ToPaste(Arguments.Usage.Script);
            context.Console.Write(
                new Text(
                    "Nothing was written: tolerances are derived from accepted seeds, and "
                        + $"{further.Values.Sum(runs => runs.Count)} of these runs are not. To accept them: "
                        + $"{accept}\n"
                )
            );
            return;
        }

        var written = Calibration.Write(request.Baselines, request.Profile, request.Device, ImdbNotebook.Assignment);
        context.Console.WriteLine(
            $"{request.Profile}: {written.Own.Count} tolerances derived, {written.Own.Count(t => t.Blocking)} "
                + "of them blocking; see baselines/tolerances.json."
        );
    }

    /// <exception cref="ReproException">This is a CI machine (exit code 2).</exception>
    public static void CheckPlace(BuildContext context)
    {
        if (context.Surroundings.IsCi)
            throw ReproException.Usage(
                "Calibrate: this is a CI machine, and tolerances must be derived where a person reviews the runs. "
                    + "Run it on your own machine and commit baselines/tolerances.json."
            );
    }

    /// <summary>Complete runs of the requested seeds that are not in the baseline.</summary>
    private static IReadOnlyList<BaselineRun> NotAccepted(ResolvedRequest request, ExperimentSpec spec)
    {
        var accepted = new BaselineStore(request.Baselines, spec).Read()?.Provenance;
        return
        [
            .. request
                .FoldersOf(spec)
                .Where(folder => File.Exists(folder.Complete))
                .Select(folder => RunResult.Read(folder).Checked())
                .Where(run =>
                    accepted is null
                    || Comparison.InputsDiffer(run, accepted) is not null
                    || accepted.Runs.All(r => r.Seed != run.Spec.Seed)
                )
                .Select(BaselineRun.Of),
        ];
    }
}
