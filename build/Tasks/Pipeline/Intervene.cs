using Cake.Frosting;
using Repro.Experiments;
using Repro.Runs;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Interventions;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Intervene))]
[TaskDescription("Computes how the printed F1s change with one change to a finished run; trains nothing.")]
[IsDependentOn(typeof(AttributeReviews))]
public sealed class Intervene : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var request = context.Request;
        var notebook = ClaimsFile.Read(
            Path.Combine(request.Baselines, "notebook", "claims.json"),
            ImdbNotebook.Assignment
        );
        new InterventionRunner(request.AtHand(context.Program), notebook.PrintedFor(InterventionKind.EvenErrors)).Write(
            request.Profile
        );
    }
}
