using Repro.Requests;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>The difference between two sides of the requested experiments.</summary>
/// <param name="Of">The part that was compared.</param>
/// <param name="From">Label of the first side.</param>
/// <param name="To">Label of the second side.</param>
/// <param name="Verdict">The most severe verdict of the pairs; null if none is judged.</param>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Pairs">In the order of the experiments.</param>
public sealed record Difference(
    DiffSubject Of,
    string From,
    string To,
    Verdict? Verdict,
    ExitCode ExitCode,
    EquatableList<PairDifference> Pairs
)
{
    /// <summary>Reads both sides and judges them by <c>baselines/tolerances.json</c>. Writes nothing.</summary>
    /// <param name="request">Which experiments, and where runs and baselines lie.</param>
    /// <param name="diff">The part and the two sides to compare.</param>
    /// <param name="tolerances">The tolerances.</param>
    /// <param name="program"><see cref="Repro.Runs.ProgramDigest"/> of the current program: predictions are shown with
    /// the reviews it has prepared.</param>
    /// <exception cref="ReproException">The sides are the same, or a folder's experiment was not requested (exit code
    /// 2); a file is damaged (3).</exception>
    public static Difference Between(ResolvedRequest request, DiffRequest diff, Tolerances tolerances, string program)
    {
        var labels =
            diff.From.Label == diff.To.Label ? (From: "from", To: "to") : (From: diff.From.Label, To: diff.To.Label);
        var reader = new PairReader(diff.Of, labels, tolerances, new ReviewsAtHand(request.Cache, program));
        EquatableList<PairDifference> pairs =
        [
            .. new SideReader(request, diff).Read().Select(pair => reader.Of(pair.From, pair.To)),
        ];
        List<Verdict> judged = [.. pairs.Select(p => p.Verdict).OfType<Verdict>()];
        Verdict? verdict = judged.Count == 0 ? null : VerdictFiles.MostSevere(judged);
        var exitCode = verdict is { } found ? VerdictFiles.ExitCodeOf(found) : ExitCode.Success;
        return new Difference(diff.Of, labels.From, labels.To, verdict, exitCode, pairs);
    }
}
