using Repro.Data.Prepare.Tokens;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Models;

[Collection(LibtorchGroup.Name)]
public class TextCnnTests
{
    private static readonly long[][] Reviews =
    [
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 0, 2],
        [3],
    ];

    [Fact]
    public void Logits_and_gradients_are_those_of_two_dimensional_convolutions()
    {
        using var scope = NewDisposeScope();
        using var model = ToyModels.Create("cnn 3 4 5");
        model.eval();
        var tokens = ToyModels.Tokens(model, Reviews);

        var actual = model.forward(tokens, null);
        actual.square().sum().backward();
        using var exact = ToyModels.Create("cnn 3 4 5");
        exact.eval();
        exact.to(float64);
        var expected = AsInTheNotebook(exact, tokens);
        expected.square().sum().backward();

        TensorAssert.Close(actual, expected, ToyModels.LogitError, "logits");
        var ofGradients = ToyModels.GradientError(tokens: (int)tokens.numel());
        foreach (var (name, parameter) in exact.named_parameters())
            TensorAssert.RelativelyClose(model.get_parameter(name)!.grad!, parameter.grad!, ofGradients, name);
    }

    [Fact]
    public void A_batch_shorter_than_the_widest_convolution_is_filled_up_with_padding()
    {
        using var scope = NewDisposeScope();
        using var model = ToyModels.Create("cnn 3 4 5");
        model.eval();
        var shorter = model.forward(ToyModels.Tokens(model, [4, 7]), null);
        var filled = model.forward(ToyModels.Tokens(model, [4, 7, 1, 1, 1]), null);
        TensorAssert.Equal(shorter, filled, "logits");
        shorter.sum().backward();
        model.EmbeddingWeight.grad![Vocabulary.Padding].abs().max().item<float>().Should().BePositive();
    }

    // Conv2d, ReLU, max_pool1d, in the notebook's order.
    private static Tensor AsInTheNotebook(SentimentModel model, Tensor tokens)
    {
        var embedded = model.Embed(tokens).unsqueeze(1);
        var pooled = model
            .named_children()
            .Where(c => c.name.StartsWith("conv_", StringComparison.Ordinal))
            .Select(c =>
            {
                var positions = nn.functional.relu(((Conv2d)c.module).forward(embedded)).squeeze(3);
                return nn.functional.max_pool1d(positions, positions.shape[2]).squeeze(2);
            });
        return ((Linear)model.named_children().Single(c => c.name == "fc").module)
            .forward(cat([.. pooled], 1))
            .squeeze(1);
    }
}
