using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class TestedWeightsTests
{
    [Theory]
    [InlineData(WeightsRule.LastEpoch, 3f)]
    [InlineData(WeightsRule.BestEpoch, 2f)]
    public void The_tested_weights_are_those_of_the_rule(WeightsRule rule, float expected)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = ToyModels.Create("cnn 3 4 5");
        using var weights = new TestedWeights(model, rule);
        foreach (var (value, improved) in new[] { (1f, true), (2f, true), (3f, false) })
        {
            model.EmbeddingWeight.fill_(value);
            if (improved)
                weights.Keep();
        }

        weights.Restore();
        TensorAssert.Equal(model.EmbeddingWeight, full_like(model.EmbeddingWeight, expected), "embedding");
    }
}
