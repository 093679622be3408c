using Repro.Compare;
using Repro.Experiment;
using Repro.Torch;

namespace Repro.Reproduction;

/// <summary>
/// One experiment of the notebook, trained or reused, shared by the tests of its collection. What is asked for comes from the request file
/// named by REPRO_REQUEST; without one it is the sample profile, so that the tests train by themselves.
/// </summary>
public abstract class ExperimentFixture
{
    private readonly ReproRequest request = RequestFile.Read();
    private readonly RunFolder folder;
    private RunMarker? marker;
    private ExperimentRun? run;
    private ExperimentVerdict? verdict;

    protected ExperimentFixture(ModelKind model, ProtocolKind protocol)
    {
        Spec = request.SpecOf(model, protocol);
        folder = RunFolder.Of(request.Runs, Spec);
        marker = request.MarkerOf(Spec);
    }

    public ExperimentSpec Spec { get; }

    public IReadOnlyList<LabelledSentence> OwnSentences => request.Sentences;

    public async Task<RunFolder> TrainedAsync() => (await MarkerAsync()).IsTrained ? folder : (await RunAsync()).EnsureTrained(Stop.Token);

    public async Task<RunFolder> AttributedAsync() => (await MarkerAsync()).IsAttributed ? folder : (await RunAsync()).EnsureAttributed(Stop.Token);

    public async Task<RunFolder> ExplainedAsync() => (await RunAsync()).Explain(OwnSentences, Stop.Token);

    /// <summary>What came of every quantity of <paramref name="part"/>. The first call compares everything and writes the verdict.</summary>
    public async Task<IReadOnlyList<QuantityComparison>> ComparedAsync(Part part)
    {
        if (verdict is null)
        {
            await AttributedAsync();
            verdict = Compare(request.FoldersOf(Spec));
        }

        return [.. verdict.Comparisons.Where(c => part.Has(c.Quantity))];
    }

    private async Task<RunMarker> MarkerAsync() => marker ??= new(folder, Spec.Hash(), (await Surroundings.InputsOf(Spec, request)).Digests);

    // Not before there is something to compute: a finished run needs no libtorch.
    private async Task<ExperimentRun> RunAsync() => run ??= await Surroundings.RunOf(Spec, request);

    private ExperimentVerdict Compare(IReadOnlyList<RunFolder> folders)
    {
        var decided = Comparison.Compare(folders, request.Baselines, Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json")), request.Exact);
        Verdicts.Write(request.Verdicts, decided);
        return decided;
    }
}
