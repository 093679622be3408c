using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Models;

[Collection(LibtorchGroup.Name)]
public class InitialWeightsTests
{
    /// <summary>
    /// Half a unit of the fourth decimal that is printed, and a fiftieth of that for the logarithm, root and cosine that
    /// make a normal number, which vector libraries round differently.
    /// </summary>
    private const float Printed = 5.1e-5f;

    // torch.manual_seed(0); torch.randn(4, 4), as PyTorch prints it.
    private static readonly float[] FirstNormals =
    [
        -1.1258f,
        -1.1524f,
        -0.2506f,
        -0.4339f,
        0.8487f,
        0.6920f,
        -0.3160f,
        -2.1152f,
        0.3223f,
        -1.2633f,
        0.3500f,
        0.3081f,
        0.1198f,
        1.2377f,
        1.1168f,
        -0.2473f,
    ];

    [Fact]
    public void The_embedding_starts_from_PyTorchs_stream()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        using var model = new TextCnn(ToyModels.Cnn, vocabularySize: 4);
        TensorAssert.Close(model.EmbeddingWeight, tensor(FirstNormals, 4, 4), Printed, "embedding");
    }

    [Fact]
    public void The_recurrent_models_padding_row_is_zeroed_after_it_is_drawn()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        using var model = new RnnBaseline(ToyModels.Rnn, vocabularySize: 4, RnnKernel.Unpacked);
        float[] expected = [.. FirstNormals];
        expected.AsSpan(4, 4).Clear();
        TensorAssert.Close(model.EmbeddingWeight, tensor(expected, 4, 4), Printed, "embedding");
    }

    [Fact]
    public void A_linear_unit_has_the_weights_PyTorch_prints()
    {
        // torch.manual_seed(0); torch.nn.Linear(1, 1)
        random.manual_seed(0);
        using var linear = nn.Linear(1, 1);
        linear.weight!.item<float>().Should().BeApproximately(-0.0075f, Printed);
        linear.bias!.item<float>().Should().BeApproximately(0.5364f, Printed);
    }

    [Fact]
    public void The_CNN_is_drawn_embedding_first_then_each_convolution_then_the_head()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(8);
        using var model = new TextCnn(ToyModels.Cnn, ToyModels.Vocabulary);

        random.manual_seed(8);
        TensorAssert.Equal(model.EmbeddingWeight, randn(ToyModels.Vocabulary, 4), "embedding.weight");
        foreach (var (i, width) in ToyModels.Cnn.Widths.Index())
            ShouldBeUniform(model, $"conv_{i}", 1 / Math.Sqrt(width * 4), [3, 1, width, 4], [3]);
        ShouldBeUniform(model, "fc", 1 / Math.Sqrt(9), [1, 9], [1]);
    }

    [Fact]
    public void The_RNN_is_drawn_embedding_first_then_layer_by_layer_then_the_head()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(8);
        using var model = new RnnBaseline(ToyModels.Rnn, ToyModels.Vocabulary, RnnKernel.Unpacked);

        random.manual_seed(8);
        _ = randn(ToyModels.Vocabulary, 4);
        string[] names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
        foreach (var suffix in new[] { "_l0", "_l0_reverse", "_l1", "_l1_reverse" })
        {
            foreach (var name in names)
                ShouldBeDrawn(model.get_parameter($"rnn.{name}{suffix}")!, 1 / Math.Sqrt(5), name + suffix);
        }

        ShouldBeUniform(model, "fc", 1 / Math.Sqrt(10), [1, 10], [1]);
    }

    private static void ShouldBeUniform(
        SentimentModel model,
        string name,
        double bound,
        long[] weightShape,
        long[] biasShape
    )
    {
        model.get_parameter($"{name}.weight")!.shape.Should().Equal(weightShape);
        model.get_parameter($"{name}.bias")!.shape.Should().Equal(biasShape);
        ShouldBeDrawn(model.get_parameter($"{name}.weight")!, bound, $"{name}.weight");
        ShouldBeDrawn(model.get_parameter($"{name}.bias")!, bound, $"{name}.bias");
    }

    // The next numbers of the stream, spread over ±bound. In either version the bound is rounded, its double is
    // multiplied by the number and the bound is taken off: four roundings of at most twice the bound.
    private static void ShouldBeDrawn(Tensor actual, double bound, string what) =>
        TensorAssert.Close(
            actual,
            empty(actual.shape).uniform_(-bound, bound),
            2 * RoundingBound.Sum(4, 2 * bound),
            what
        );
}
