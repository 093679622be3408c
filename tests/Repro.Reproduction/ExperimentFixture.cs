using Repro.Compare;
using Repro.Experiment;
using Repro.Torch;

namespace Repro.Reproduction;

/// <summary>
/// One experiment of the notebook, trained or reused, shared by the tests of its collection. What is asked for comes from the request file
/// named by REPRO_REQUEST; without one it is the sample profile, so that the tests train by themselves.
/// </summary>
public abstract class ExperimentFixture(ModelKind model, ProtocolKind protocol) : IAsyncLifetime
{
    private readonly ReproRequest request = RequestFile.Read();
    private ExperimentVerdict? verdict;

    public ExperimentRun Run { get; private set; } = null!;

    public IReadOnlyList<LabelledSentence> OwnSentences => request.Sentences;

    public async Task InitializeAsync()
    {
        var spec = request.SpecOf(model, protocol);
        Run = new ExperimentRun(spec, RunFolder.Of(request.Runs, spec), await Surroundings.InputsOf(spec, request), Surroundings.Of(spec, request));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What came of every quantity of <paramref name="part"/>. The first call compares everything and writes the verdict.</summary>
    public IReadOnlyList<QuantityComparison> Compared(Part part)
    {
        Run.EnsureAttributed(Stop.Token);
        verdict ??= Compare(request.FoldersOf(Run.Spec));
        return [.. verdict.Comparisons.Where(c => part.Has(c.Quantity))];
    }

    private ExperimentVerdict Compare(IReadOnlyList<RunFolder> folders)
    {
        var decided = Comparison.Compare(folders, request.Baselines, Tolerances.Read(Path.Combine(request.Baselines, "tolerances.json")), request.Exact);
        Verdicts.Write(request.Verdicts, decided);
        return decided;
    }
}
