using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using Repro.Torch;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Reproduction;

/// <summary>
/// One experiment of the notebook, trained or reused, shared by the tests of its collection. What is asked for comes
/// from the request file named by REPRO_REQUEST; without one it is the sample profile, so that the tests train by
/// themselves.
/// </summary>
public abstract class ExperimentFixture : IAsyncLifetime
{
    private readonly ResolvedRequest request = RequestFile.Read();
    private readonly RunFolder folder;
    private RunMarker marker = null!; // Of the leading seed's run.
    private ExperimentRun? run;
    private ExperimentVerdict? verdict;

    protected ExperimentFixture(ModelKind model, ProtocolKind protocol)
    {
        Spec = request.Find(model, protocol);
        folder = request.FolderOf(Spec);
    }

    public ExperimentSpec Spec { get; }

    public IReadOnlyList<LabelledSentence> OwnSentences => request.Sentences;

    public async Task InitializeAsync() => marker = await MarkerOf(Spec);

    public Task DisposeAsync() => Task.CompletedTask;

    public async Task<RunFolder> TrainedAsync() =>
        marker.IsTrained ? folder : (await RunAsync()).EnsureTrained(Stop.Token);

    public async Task<RunFolder> AttributedAsync() =>
        marker.IsAttributed ? folder : (await RunAsync()).EnsureAttributed(Stop.Token);

    public async Task<RunFolder> ExplainedAsync() => (await RunAsync()).AttributeSentences(OwnSentences, Stop.Token);

    /// <summary>
    /// What came of every quantity of <paramref name="part"/>. The first call compares everything and writes the
    /// verdict.
    /// </summary>
    public async Task<IReadOnlyList<QuantityComparison>> ComparedAsync(Part part)
    {
        verdict ??= await CompareOrRefuseAsync();
        return [.. verdict.Comparisons.Where(c => part.Has(c.Quantity))];
    }

    // Not before there is something to compute: comparing what a run left needs neither its inputs nor libtorch.
    private async Task<ExperimentRun> RunAsync() => run ??= await FixtureProcess.RunOf(Spec, request);

    // A failed test has no exit code: whoever started it reads here what it was.
    private async Task<ExperimentVerdict> CompareOrRefuseAsync()
    {
        try
        {
            return await CompareAsync();
        }
        catch (ReproException e)
        {
            VerdictFiles.WriteRefusal(request.Verdicts, request.Profile, Spec.Name(), e);
            throw;
        }
    }

    private async Task<ExperimentVerdict> CompareAsync()
    {
        if (RequestFile.Path is null)
            await AttributedAsync(); // Nobody orders the stages: whichever test comes first trains.
        var tolerances = Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json"), ImdbNotebook.Assignment);
        LeastGate.ImdbNotebook.Check(tolerances, request.Profile);
        var decided = await WhyNotComparable() is { } reason
            ? Comparison.NotMeasured(Spec, folder, reason)
            : Comparison.Compare(
                request.FoldersOf(Spec),
                request.Baselines,
                tolerances,
                request.Exact,
                request.FreshFoldersOf(Spec)
            ) with
            {
                OtherProgram = RunMarker.OtherProgramOf(
                    [.. request.FoldersOf(Spec), .. request.FreshFoldersOf(Spec)],
                    FixtureProcess.Program
                ),
            };
        VerdictFiles.Write(request.Verdicts, decided);
        return decided;
    }

    private async Task<string?> WhyNotComparable()
    {
        foreach (var one in request.BySeed().Concat(request.ByFreshSeed()))
        {
            var spec = Spec with { Seed = one.Seed };
            if ((await MarkerOf(spec)).WhyNotComparable() is { } reason)
                return FormattableString.Invariant($"seed {spec.Seed}: {reason}; train it by --target=Reproduce");
        }

        return null;
    }

    private async Task<RunMarker> MarkerOf(ExperimentSpec spec) =>
        request.MarkerOf(spec, FixtureProcess.Program)
        ?? new(
            request.FolderOf(spec),
            spec.Hash(),
            (await FixtureProcess.InputsOf(spec, request)).Digests,
            FixtureProcess.Program,
            request.Reuse
        );
}
