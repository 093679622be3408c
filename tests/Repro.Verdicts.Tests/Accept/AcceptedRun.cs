using Repro.Data.Inputs;
using Repro.Data.Prepare;
using Repro.Data.Sample;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch;
using Repro.Verdicts.Accept;

namespace Repro.Verdicts.Tests.Accept;

/// <summary>
/// A CNN trained for two epochs on the generated reviews, and the baseline that was made of it. Only copies of the run
/// are changed.
/// </summary>
public sealed class AcceptedRun : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public AcceptedRun()
    {
        var spec = Spec();
        run = new ExperimentRun(
            spec,
            RunFolder.Of(temp.At("runs"), spec, ImdbNotebook.Assignment),
            Inputs(spec),
            Surroundings()
        ).EnsureAttributed();
        ToyAcceptance.Accept(
            Baselines,
            [run],
            new AcceptanceRequest("what was trained", "Ada", OnCi: false),
            TimeProvider.System
        );
    }

    public string Baselines => temp.At("baselines");

    /// <summary>The run's files once more, under another folder.</summary>
    public RunFolder CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(run.Root))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return new RunFolder(folder);
    }

    public void Dispose() => temp.Dispose();

    private static ExperimentSpec Spec()
    {
        var spec = Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected);
        return spec with
        {
            Training = spec.Training with { MaxEpochs = 2 },
            Attribution = spec.Attribution with { Steps = 50 },
        };
    }

    private static ExperimentInputs Inputs(ExperimentSpec spec)
    {
        var reviews = SampleCorpus.Generate(spec.Corpus.Seed, spec.Corpus.TrainingReviews, spec.Corpus.TestReviews);
        return new ExperimentInputs(reviews.Digest, PreparedCorpus.Prepare(reviews, spec.Corpus, spec.Seed), null);
    }

    private static RunSurroundings Surroundings() =>
        new(
            TimeProvider.System,
            RunSurroundings.Fingerprint("cpu", threads: 2, cpuInfo: ""),
            "unknown",
            ToyRun.Program
        );
}
