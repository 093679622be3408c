using Repro.Experiments;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// Ensures that a trained model ends with the weights its protocol tests (Q2): a copy of the best epoch's weights, or
/// the last epoch's. The last need no copy because <c>state_dict()</c> aliases the live weights.
/// </summary>
public sealed class TestedWeights(SentimentModel model, WeightsRule rule) : IDisposable
{
    private readonly Dictionary<string, Tensor> best = new(StringComparer.Ordinal);

    /// <summary>Call at each improvement.</summary>
    public void Keep()
    {
        if (rule == WeightsRule.LastEpoch)
            return;
        using var none = no_grad();
        // Holds what is copied: the collector would let go of it as soon as libtorch alone reads it.
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (best.TryGetValue(name, out var kept))
                kept.copy_(parameter);
            else
                best.Add(name, parameter.detach().clone().DetachFromDisposeScope());
        }
    }

    /// <summary>Call when training has ended.</summary>
    public void Restore()
    {
        using var none = no_grad();
        foreach (var (name, weight) in best)
            model.get_parameter(name)!.copy_(weight);
    }

    public void Dispose()
    {
        foreach (var weight in best.Values)
            weight.Dispose();
    }
}
