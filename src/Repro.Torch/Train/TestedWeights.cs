using Repro.Experiments;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Train;

/// <summary>
/// Sees to it that a trained model ends with the weights that its protocol tests (Q2): a copy of the best epoch's, or
/// the last epoch's, which need no keeping because <c>state_dict()</c> is the live weights themselves.
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
        using var scope = NewDisposeScope(); // Holds what is copied: the collector would let go of it as soon as libtorch alone reads it.
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
