using Repro.Compare;
using Repro.Experiment;
using Repro.Torch;

namespace Repro.Reproduction;

/// <summary>
/// One experiment of the notebook, trained or reused, shared by the tests of its collection. What is asked for comes from the request file
/// named by REPRO_REQUEST; without one it is the sample profile, so that the tests train by themselves.
/// </summary>
public abstract class ExperimentFixture : IAsyncLifetime
{
    private readonly ReproRequest request = RequestFile.Read();
    private readonly RunFolder folder;
    private ExperimentRun? run; // Null where all is done already: reading what a run left needs no libtorch.
    private ExperimentVerdict? verdict;

    protected ExperimentFixture(ModelKind model, ProtocolKind protocol)
    {
        Spec = request.SpecOf(model, protocol);
        folder = RunFolder.Of(request.Runs, Spec);
    }

    public ExperimentSpec Spec { get; }

    public IReadOnlyList<LabelledSentence> OwnSentences => request.Sentences;

    public async Task InitializeAsync()
    {
        var marker = request.MarkerOf(Spec) ?? new(folder, Spec.Hash(), (await Surroundings.InputsOf(Spec, request)).Digests);
        if (!marker.IsAttributed || OwnSentences.Count > 0) run = await Surroundings.RunOf(Spec, request);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public RunFolder Trained() => run?.EnsureTrained(Stop.Token) ?? folder;

    public RunFolder Attributed() => run?.EnsureAttributed(Stop.Token) ?? folder;

    public RunFolder Explained()
    {
        if (run is not null) return run.Explain(OwnSentences, Stop.Token);
        File.Delete(folder.OwnAttributions);
        return folder;
    }

    /// <summary>What came of every quantity of <paramref name="part"/>. The first call compares everything and writes the verdict.</summary>
    public IReadOnlyList<QuantityComparison> Compared(Part part)
    {
        if (verdict is null)
        {
            Attributed();
            verdict = Compare(request.FoldersOf(Spec));
        }

        return [.. verdict.Comparisons.Where(c => part.Has(c.Quantity))];
    }

    private ExperimentVerdict Compare(IReadOnlyList<RunFolder> folders)
    {
        var decided = Comparison.Compare(folders, request.Baselines, Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json")), request.Exact);
        Verdicts.Write(request.Verdicts, decided);
        return decided;
    }
}
