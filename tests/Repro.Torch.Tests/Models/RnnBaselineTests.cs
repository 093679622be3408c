using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Models;

[Collection(LibtorchGroup.Name)]
public class RnnBaselineTests
{
    private static readonly long[][] Reviews =
    [
        [2, 3, 4, 5, 6],
        [9, 10, 11],
        [3],
    ];

    [Theory]
    [InlineData(CellKind.Lstm, StateKind.Hidden)]
    [InlineData(CellKind.Lstm, StateKind.Output)]
    [InlineData(CellKind.Gru, StateKind.Hidden)]
    [InlineData(CellKind.Gru, StateKind.Output)]
    public void Logits_and_gradients_do_not_depend_on_the_kernel(CellKind cell, StateKind state)
    {
        using var scope = NewDisposeScope();
        var spec = ToyModels.Rnn with { Cell = cell, State = state };
        var (packed, packedLogits) = Trained(spec, RnnKernel.Packed, float64);
        var (unpacked, unpackedLogits) = Trained(spec, RnnKernel.Unpacked, float32);

        TensorAssert.Close(unpackedLogits, packedLogits, ToyModels.LogitError, "logits");
        var ofGradients = ToyModels.GradientError(tokens: Reviews.Sum(review => review.Length));
        foreach (var (name, parameter) in packed.named_parameters())
            TensorAssert.RelativelyClose(unpacked.get_parameter(name)!.grad!, parameter.grad!, ofGradients, name);
    }

    [Fact]
    public void The_hidden_state_is_forward_at_the_last_token_and_backward_at_the_first()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var hidden = ToyModels.Create("rnn lstm hidden");
        using var output = ToyModels.Create("rnn lstm output");
        // Of one token, first and last are the same.
        TensorAssert.Equal(Logits(hidden, [5]), Logits(output, [5]), "one token");
        Logits(hidden, [5, 6]).item<float>().Should().NotBe(Logits(output, [5, 6]).item<float>());
    }

    [Fact]
    public void The_row_of_padding_is_zero_and_gets_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var model = ToyModels.Create("rnn lstm hidden");
        model.forward(ToyModels.Tokens(model, Reviews), null).sum().backward();
        model.EmbeddingWeight[Vocabulary.Padding].count_nonzero().item<long>().Should().Be(0);
        model.EmbeddingWeight.grad![Vocabulary.Padding].count_nonzero().item<long>().Should().Be(0);
        model.EmbeddingWeight.grad![2].count_nonzero().item<long>().Should().Be(4);
    }

    /// <summary>
    /// On CUDA the packed kernel runs. The meta device moves parameters the same way and is everywhere.
    /// </summary>
    [Fact]
    public void On_another_device_the_packed_model_still_has_every_parameter()
    {
        using var scope = NewDisposeScope();
        using var model = ToyModels.Create("rnn lstm packed");
        var before = model
            .named_parameters()
            .Select(p => (p.name, Shape: string.Join('x', p.parameter.shape)))
            .ToList();
        model.to(DeviceType.META);
        model
            .named_parameters()
            .Select(p => (p.name, Shape: string.Join('x', p.parameter.shape)))
            .Should()
            .Equal(before);
        model.parameters().Should().OnlyContain(p => p.device_type == DeviceType.META);
    }

    private static Tensor Logits(SentimentModel model, long[] review)
    {
        model.eval();
        return model.forward(ToyModels.Tokens(model, review), ToyModels.Lengths(review));
    }

    private static (SentimentModel Model, Tensor Logits) Trained(RnnSpec spec, RnnKernel kernel, ScalarType type)
    {
        random.manual_seed(2);
        var model = new RnnBaseline(spec, ToyModels.Vocabulary, kernel);
        model.to(type);
        model.train();
        var logits = model.forward(ToyModels.Tokens(model, Reviews), ToyModels.Lengths(Reviews));
        (logits * tensor(new[] { 1f, -2f, 3f })).sum().backward();
        return (model, logits);
    }
}
