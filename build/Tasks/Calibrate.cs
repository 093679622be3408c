using Cake.Frosting;
using Repro;
using Repro.Compare;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Calibrate))]
[TaskDescription("Derives the profile's tolerances from the spread of the seeds that its baselines remember, five at least.")]
public sealed class Calibrate : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Surroundings.IsCi) throw ReproException.Usage("Calibrate: this is a CI machine, and tolerances are derived where a person sees the runs. Run it on your own machine and commit baselines/tolerances.json.");
        var request = context.Request;
        var derived = Calibration.Write(request.Baselines, request.Profile, request.Device).Entries.Where(t => t.Profile == request.Profile).ToList();
        context.Console.WriteLine($"{request.Profile}: {derived.Count} tolerances derived, {derived.Count(t => t.Blocking)} of them blocking; see baselines/tolerances.json.");
    }
}
