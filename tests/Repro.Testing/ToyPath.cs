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
    private readonly SentimentModel model,
        plain;

    /// <param name="make">The model with a kernel of its own.</param>
    /// <param name="makePlain">The same on libtorch's modules: one seed gives both the same weights.</param>
    /// <param name="length">Tokens of the sentence.</param>
    /// <param name="gain">Times the weights of a fresh model, whose logit is nearly a constant.</param>
    public ToyPath(Func<SentimentModel> make, Func<SentimentModel> makePlain, int length, float gain = 3)
    {
        plain = Made(makePlain, gain);
        model = Made(make, gain);
        plain.to(float64);
        var width = model.EmbeddingWeight.shape[1];
        (Sentence, Reference) = (
            randn(length, width).DetachFromDisposeScope(),
            randn(length, width).DetachFromDisposeScope()
        );
    }

    public Tensor Sentence { get; }

    public Tensor Reference { get; }

    /// <summary>By the model's own kernel.</summary>
    public Attributions Attribute(AttributionOutput output, Quadrature quadrature)
    {
        using var evaluation = new EvaluationMode(model);
        return new LayerIntegratedGradients(Forward, quadrature, output) { OwnKernel = model.GradientAlong }.Attribute(
            Sentence,
            Reference
        );
    }

    /// <summary>
    /// By libtorch's modules and autograd at every point, in float64: its rounding is far below that of any kernel, and
    /// no two windows tie within it.
    /// </summary>
    public Attributions AttributePointByPoint(AttributionOutput output, Quadrature quadrature)
    {
        using var evaluation = new EvaluationMode(plain);
        using var sentence = Sentence.to(float64);
        using var reference = Reference.to(float64);
        return new LayerIntegratedGradients(Forward, quadrature, output).Attribute(sentence, reference);
    }

    /// <summary>
    /// Attributions and logit agree to <paramref name="limit"/>, relative to the largest; a logit is rounded to float32
    /// besides.
    /// </summary>
    /// <returns>How far the attributions lie apart at most, relative to the largest.</returns>
    public static double ShouldAgree(Attributions plain, Attributions fast, double limit)
    {
        var ofLogit = (limit + RoundingBound.Sum(2)) * (1 + Math.Abs(plain.Logit));
        fast.Logit.Should().BeApproximately(plain.Logit, (float)ofLogit);
        fast.Length.Should().Be(plain.Length);
        var largest = plain.Values.Max(Math.Abs);
        largest.Should().BePositive();
        var apart = plain.Values.Zip(fast.Values, (a, b) => Math.Abs(a - b)).Max() / largest;
        apart.Should().BeLessThanOrEqualTo(limit);
        return apart;
    }

    public void Dispose()
    {
        foreach (var owned in (IDisposable[])[model, plain, Sentence, Reference])
            owned.Dispose();
    }

    private static SentimentModel Made(Func<SentimentModel> make, float gain)
    {
        random.manual_seed(7);
        var model = make();
        using var none = no_grad();
        using var factor = gain.ToScalar();
        foreach (var parameter in model.parameters())
            parameter.mul_(factor);
        return model;
    }

    private Tensor Forward(Tensor embedded) =>
        plain.ForwardEmbedded(plain.Layout == BatchLayout.TimeMajor ? embedded.transpose(0, 1) : embedded, null);
}
