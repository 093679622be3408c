using Repro.Experiments;
using Repro.Torch.Attribution;
using Repro.Torch.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Testing;

/// <summary>
/// A made-up sentence and its reference, embedded, and what a model attributes to it: by its own kernel, or point by
/// point.
/// </summary>
internal sealed class ToyPath : IDisposable
{
    private readonly SentimentModel model;

    /// <param name="make">The model; weights and sentence are those of one seed.</param>
    /// <param name="length">Tokens of the sentence.</param>
    /// <param name="gain">Times the weights of a fresh model, whose logit is nearly a constant.</param>
    public ToyPath(Func<SentimentModel> make, int length, float gain = 3)
    {
        random.manual_seed(7);
        model = make();
        using var none = no_grad();
        using var factor = gain.ToScalar();
        foreach (var parameter in model.parameters())
            parameter.mul_(factor);
        var width = model.EmbeddingWeight.shape[1];
        (Sentence, Reference) = (
            randn(length, width).DetachFromDisposeScope(),
            randn(length, width).DetachFromDisposeScope()
        );
    }

    public Tensor Sentence { get; }

    public Tensor Reference { get; }

    public Attributions Attribute(AttributionOutput output, Quadrature quadrature, bool pointByPoint = false)
    {
        using var evaluation = new EvaluationMode(model);
        return new LayerIntegratedGradients(Forward, quadrature, output)
        {
            OwnKernel = pointByPoint ? null : model.GradientAlong,
        }.Attribute(Sentence, Reference);
    }

    /// <returns>How far the attributions lie apart at most, relative to the largest.</returns>
    public static double Apart(Attributions plain, Attributions fast)
    {
        fast.Logit.Should().BeApproximately(plain.Logit, 1e-5f * (1 + Math.Abs(plain.Logit)));
        fast.Length.Should().Be(plain.Length);
        var largest = plain.Values.Max(Math.Abs);
        largest.Should().BePositive();
        return plain.Values.Zip(fast.Values, (a, b) => Math.Abs(a - b)).Max() / largest;
    }

    public void Dispose()
    {
        foreach (var owned in (IDisposable[])[model, Sentence, Reference])
            owned.Dispose();
    }

    private Tensor Forward(Tensor embedded) =>
        model.ForwardEmbedded(model.Layout == BatchLayout.TimeMajor ? embedded.transpose(0, 1) : embedded, null);
}
