using BenchmarkDotNet.Attributes;
using Repro.Experiment;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>Integrated gradients of six sentences of 5 to 10 tokens, 5,000 steps each, through the notebook's CNN, widths 3, 4, 5 × 64 over 300.</summary>
[ShortJob(warmups: 1, calls: 3)]
public class CnnAttribution
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.Corrected);

    private readonly List<IDisposable> owned = [];
    private List<(Tensor Sentence, Tensor Reference)> sentences = [];
    private LayerIntegratedGradients everyPoint = null!, affine = null!;

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        var model = new TextCnn(Spec.Cnn!, vocabularySize: 12, CnnKernel.Ragged);
        owned.AddRange([model, new EvaluationMode(model)]);
        var quadrature = Quadrature.Of(Spec.Attribution.Rule, Spec.Attribution.Steps);
        everyPoint = new LayerIntegratedGradients(embedded => model.ForwardEmbedded(embedded, null), quadrature, Spec.Attribution.Output);
        affine = new LayerIntegratedGradients(embedded => model.ForwardEmbedded(embedded, null), quadrature, Spec.Attribution.Output) { Faster = model.MeanGradient };
        sentences = [.. Enumerable.Range(5, 6).Select(length => (randn(length, Spec.Cnn!.Embedding), randn(length, Spec.Cnn!.Embedding)))];
        owned.AddRange(sentences.SelectMany(s => (IDisposable[])[s.Sentence, s.Reference]));
    }

    /// <summary>The model at every point, by libtorch's convolution and autograd.</summary>
    [Benchmark(Baseline = true)]
    public double EveryPoint() => Attribute(everyPoint);

    /// <summary>The path's windows as lines.</summary>
    [Benchmark]
    public double Affine() => Attribute(affine);

    [GlobalCleanup]
    public void Release() => owned.AsEnumerable().Reverse().ToList().ForEach(o => o.Dispose());

    private double Attribute(LayerIntegratedGradients gradients) => sentences.Sum(s => gradients.Attribute(s.Sentence, s.Reference).Delta);
}
