using Repro.Experiments;
using Repro.Requests;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;

namespace ReproBuild;

/// <summary>Validates the committed files that runs are judged by, before anything is trained.</summary>
public static class CommittedFiles
{
    /// <exception cref="Repro.ReproException">A file that the request needs is damaged or contradicts another (exit
    /// code 3).</exception>
    public static void Check(ResolvedRequest request)
    {
        var tolerances = Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json"), ImdbNotebook.Assignment);
        LeastGate.ImdbNotebook.Check(tolerances, request.Profile);
        ClaimsFile.Read(Path.Combine(request.Baselines, "notebook", "claims.json"), ImdbNotebook.Assignment);
        foreach (var spec in request.Experiments)
            new BaselineStore(request.Baselines, spec).Read();
    }
}
