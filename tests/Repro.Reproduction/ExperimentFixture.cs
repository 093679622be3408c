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
    private readonly ReproRequest request = RequestFile.Read();
    private readonly RunFolder folder;
    private RunMarker marker = null!;
    private ExperimentRun? run;
    private ExperimentVerdict? verdict;

    protected ExperimentFixture(ModelKind model, ProtocolKind protocol)
    {
        Spec = request.SpecOf(model, protocol);
        folder = RunFolder.Of(request.Runs, Spec);
    }

    public ExperimentSpec Spec { get; }

    public IReadOnlyList<LabelledSentence> OwnSentences => request.Sentences;

    public async Task InitializeAsync() =>
        marker =
            request.MarkerOf(Spec) ?? new(folder, Spec.Hash(), (await Surroundings.InputsOf(Spec, request)).Digests);

    public Task DisposeAsync() => Task.CompletedTask;

    public async Task<RunFolder> TrainedAsync() =>
        marker.IsTrained ? folder : (await RunAsync()).EnsureTrained(Stop.Token);

    public async Task<RunFolder> AttributedAsync() =>
        marker.IsAttributed ? folder : (await RunAsync()).EnsureAttributed(Stop.Token);

    public async Task<RunFolder> ExplainedAsync() => (await RunAsync()).Explain(OwnSentences, Stop.Token);

    /// <summary>
    /// What came of every quantity of <paramref name="part"/>. The first call compares everything and writes the
    /// verdict.
    /// </summary>
    public async Task<IReadOnlyList<QuantityComparison>> ComparedAsync(Part part)
    {
        if (verdict is null)
        {
            if (!marker.IsComparable)
                await AttributedAsync();
            verdict = Compare(request.FoldersOf(Spec));
        }

        return [.. verdict.Comparisons.Where(c => part.Has(c.Quantity))];
    }

    // Not before there is something to compute: comparing what a run left needs neither its inputs nor libtorch.
    private async Task<ExperimentRun> RunAsync() => run ??= await Surroundings.RunOf(Spec, request);

    private ExperimentVerdict Compare(IReadOnlyList<RunFolder> folders)
    {
        var decided = Comparison.Compare(
            folders,
            request.Baselines,
            Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json")),
            request.Exact
        );
        VerdictFiles.Write(request.Verdicts, decided);
        return decided;
    }
}
