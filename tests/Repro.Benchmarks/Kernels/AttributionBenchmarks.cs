using BenchmarkDotNet.Attributes;
using Repro.Experiments;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>
/// Integrated gradients of six sentences of 5 to 10 tokens, 5,000 steps each, through one of the notebook's models.
/// </summary>
public abstract class AttributionBenchmarks(ModelKind kind)
{
    private readonly List<IDisposable> owned = [];
    private List<(Tensor Sentence, Tensor Reference)> sentences = [];
    private LayerIntegratedGradients pointByPoint = null!,
        own = null!;

    protected ExperimentSpec Spec { get; } = Profiles.Spec(Profiles.Imdb, kind, ProtocolKind.Corrected);

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        var model = Make();
        owned.AddRange([model, new EvaluationMode(model)]);
        var quadrature = Quadrature.Create(Spec.Attribution.Rule, Spec.Attribution.Steps);
        pointByPoint = new LayerIntegratedGradients(Forward, quadrature, Spec.Attribution.Output);
        own = new LayerIntegratedGradients(Forward, quadrature, Spec.Attribution.Output)
        {
            OwnKernel = model.GradientAlong,
        };
        var width = model.EmbeddingWeight.shape[1];
        sentences = [.. Enumerable.Range(5, 6).Select(length => (randn(length, width), randn(length, width)))];
        owned.AddRange(sentences.SelectMany(s => (IDisposable[])[s.Sentence, s.Reference]));

        Tensor Forward(Tensor embedded) =>
            model.ForwardEmbedded(model.Layout == BatchLayout.TimeMajor ? embedded.transpose(0, 1) : embedded, null);
    }

    /// <summary>libtorch's modules and autograd.</summary>
    [Benchmark(Baseline = true)]
    public double Autograd() => Attribute(pointByPoint);

    /// <summary>The model's own kernel.</summary>
    [Benchmark]
    public double Own() => Attribute(own);

    [GlobalCleanup]
    public void Release() => owned.AsEnumerable().Reverse().ToList().ForEach(o => o.Dispose());

    /// <summary>The model, over a dozen words: none is looked up.</summary>
    protected abstract SentimentModel Make();

    private double Attribute(LayerIntegratedGradients gradients) =>
        sentences.Sum(s => gradients.Attribute(s.Sentence, s.Reference).Delta);
}

/// <summary>Widths 3, 4, 5 × 64 over 300.</summary>
[ShortJob(warmups: 1, calls: 3)]
public class CnnAttribution() : AttributionBenchmarks(ModelKind.Cnn)
{
    protected override SentimentModel Make() => new TextCnn(Spec.Cnn!, vocabularySize: 12, CnnKernel.Ragged);
}

/// <summary>LSTM 256 × 2 layers × 2 directions over 100.</summary>
[ShortJob(warmups: 1, calls: 2)]
public class RnnAttribution() : AttributionBenchmarks(ModelKind.Rnn)
{
    protected override SentimentModel Make() => new RnnBaseline(Spec.Rnn!, vocabularySize: 12, RnnKernel.Fused);
}
