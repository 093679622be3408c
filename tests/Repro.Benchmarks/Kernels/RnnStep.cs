using BenchmarkDotNet.Attributes;
using Repro.Experiment;
using Repro.Prepare;
using Repro.Torch.Kernels;
using Repro.Torch.Models;

namespace Repro.Benchmarks.Kernels;

/// <summary>One training step of the RNN, Adam included, at imdb-mini's width: 32 reviews of about 100 tokens, the longest 250.</summary>
public class RnnStep : StepPair
{
    private const int Vocabulary = 30_000;

    [Benchmark(Baseline = true)]
    public double Packed() => Plain();

    [Benchmark]
    public double Unpacked() => Fast();

    protected override (TrainingSpec Spec, Batch Batch, SentimentModel Plain, SentimentModel Fast) Make()
    {
        var spec = Profiles.Spec(Profiles.ImdbMini, ModelKind.Rnn, ProtocolKind.Corrected);
        var batch = MadeUpBatch.Of(reviews: 32, meanLength: 100, longest: 250, Vocabulary, BatchLayout.TimeMajor);
        return (spec.Training, batch, new RnnBaseline(spec.Rnn!, Vocabulary, RnnKernel.Packed), new RnnBaseline(spec.Rnn!, Vocabulary, RnnKernel.Unpacked));
    }
}
