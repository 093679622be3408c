using Cake.Frosting;
using Repro.Experiments;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Diffs;

namespace ReproBuild.Tasks;

[TaskName(nameof(Diff))]
[TaskDescription(
    "Shows what differs from the baseline, or between two runs or protocols (--of, --from, --to); trains nothing."
)]
public sealed class Diff : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var tolerances = Tolerances.Read(
            Path.Combine(context.Request.Baselines, "tolerances.json"),
            ImdbNotebook.Assignment
        );
        var difference = Difference.Between(context.Request, context.Run.Diff, tolerances, ThisProgram.OfData);
        DiffWriter.Write(difference, context.Run.Diff.Format, context.Paths.Report, context.Console);
        context.Run.Conclude(Outcome.Of(difference));
    }
}
