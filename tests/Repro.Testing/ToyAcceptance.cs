using Repro.Experiments;
using Repro.Runs;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Testing;

internal static class ToyAcceptance
{
    /// <summary>
    /// Plans and writes by <paramref name="tolerances"/>, or else with none: then nothing is worse than anything.
    /// </summary>
    public static IReadOnlyList<AcceptedBaseline> Accept(
        string baselines,
        IReadOnlyList<RunFolder> runs,
        AcceptanceRequest request,
        TimeProvider clock,
        Tolerances? tolerances = null
    )
    {
        var planned = new Acceptance(
            baselines,
            tolerances ?? new Tolerances([], ImdbNotebook.Assignment),
            ToyRun.Program
        ).Plan(runs, request, clock);
        Acceptance.Write(planned, request);
        return planned;
    }
}
