using BenchmarkDotNet.Attributes;
using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Kernels;
using Repro.Torch.Models;

namespace Repro.Benchmarks.Kernels;

/// <summary>One training step of the CNN, Adam included, at a quarter of the notebook's batch and vocabulary: 32 reviews of about 220 tokens, the longest 900, 50,000 × 300 embedding.</summary>
public class CnnStep : StepPair
{
    private const int Vocabulary = 50_000;

    [Benchmark(Baseline = true)]
    public double Conv1d() => Plain();

    [Benchmark]
    public double Ragged() => Fast();

    protected override (TrainingSpec Spec, Batch Batch, SentimentModel Plain, SentimentModel Fast) Make()
    {
        var spec = Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.Corrected);
        var batch = MadeUpBatch.Of(reviews: 32, meanLength: 220, longest: 900, Vocabulary, BatchLayout.BatchMajor);
        return (spec.Training, batch, new TextCnn(spec.Cnn!, Vocabulary, CnnKernel.Conv1d), new TextCnn(spec.Cnn!, Vocabulary, CnnKernel.Ragged));
    }
}
