using Repro;
using Repro.Experiments;
using Repro.Requests;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using ReproBuild.Progress;
using Spectre.Console;

namespace ReproBuild.Fixtures;

/// <summary>
/// Trains fresh seeds of the experiments that are suspected, and compares those again: regressions first, one experiment
/// after another. Where nobody asked for it (--confirm) it ends with the first regression that is confirmed, since that
/// decides.
/// </summary>
public sealed class ConfirmationRun(BuildContext context)
{
    private readonly ResolvedRequest request = context.Request;

    /// <param name="overall">As compared without fresh seeds.</param>
    /// <returns>The same, with what fresh seeds said; as it was where none are to be trained.</returns>
    /// <exception cref="ReproException">A fresh seed did not come to its end.</exception>
    public async Task<OverallVerdict> RunAsync(OverallVerdict overall)
    {
        var count = FreshSeeds.Count(request);
        if (count == 0)
            return overall;
        var suspected = overall
            .Experiments.Where(e => e.IsSuspected)
            .OrderByDescending(e => VerdictFiles.Of(e) == Verdict.Regression);
        foreach (var experiment in suspected)
        {
            await ConfirmAsync(request.Experiments.Single(spec => spec.Name() == experiment.Experiment), count);
            overall = VerdictFiles.Merge(
                request.Verdicts,
                request.Profile,
                [.. request.Experiments.Select(spec => spec.Name())]
            );
            if (request.Confirm is null && overall.Experiments.Any(e => e.IsConfirmedRegression))
                break;
        }

        return overall;
    }

    private async Task ConfirmAsync(ExperimentSpec spec, int count)
    {
        var accepted = new BaselineStore(request.Baselines, spec).Read()?.Provenance.Runs ?? [];
        var seeds = FreshSeeds.Choose(request, accepted.Select(r => r.Seed), count);
        context.Console.Write(
            new Text($"{spec.Name()} is suspected: fresh seeds {seeds} are trained to confirm or dispel that\n")
        );
        var one = request.For([spec]) with { Sentences = [] };
        foreach (var fresh in (one with { Fresh = seeds }).ByFreshSeed())
            await TrainAsync(fresh);
        await new FixtureRun(context, one with { Fresh = seeds }, "compare").RunAsync();
        if (VerdictFiles.Refused(request.Verdicts, request.Profile, [spec.Name()]) is { } refused)
            throw refused;
    }

    // Attributing trains first.
    private async Task TrainAsync(ResolvedRequest fresh)
    {
        var fixtures = new FixtureRun(context, fresh, "attribute");
        var follower = new RunFollower(fresh, fixtures.Waiting, context.Console, TimeProvider.System);
        if (await fixtures.RunAsync(follower.FollowAsync))
            return;
        var failed = fixtures.Failed();
        throw new ReproException(
            failed.ExitCodeOf([]),
            FormattableString.Invariant($"Compare: fresh seed {fresh.Seed} failed. {failed.Text}\n")
                + $"The end of {fixtures.Log}:\n{fixtures.Tail()}"
        );
    }
}
