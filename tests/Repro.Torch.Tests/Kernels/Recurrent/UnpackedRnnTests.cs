using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels.Recurrent;

[Collection(LibtorchGroup.Name)]
public class UnpackedRnnTests
{
    /// <summary>That a gate is a sum of: both directions' states of the layer below, its own, and two biases.</summary>
    private const int Terms = 16 + 8 + 2;

    private static readonly long[] Ragged = [17, 12, 12, 5, 2, 1, 1];

    public static TheoryData<CellKind, bool, int> Shapes =>
        new()
        {
            { CellKind.Lstm, true, 2 },
            { CellKind.Gru, true, 2 },
            { CellKind.Lstm, false, 2 },
            { CellKind.Gru, true, 1 },
            { CellKind.Lstm, true, 3 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_equal_the_packed_ones(CellKind cell, bool bidirectional, int layers) =>
        ShouldBeEqual(Spec(cell, bidirectional, layers, dropout: 0), Ragged);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Dropout_between_layers_drops_what_the_packed_one_drops(CellKind cell, bool bidirectional, int layers) =>
        ShouldBeEqual(Spec(cell, bidirectional, layers, dropout: 0.4), Ragged);

    [Fact]
    public void Reviews_may_come_in_any_order() =>
        ShouldBeEqual(Spec(CellKind.Lstm, true, 2, dropout: 0), [1, 9, 4, 9, 2]);

    [Fact]
    public void A_full_batch_needs_no_lengths()
    {
        using var scope = NewDisposeScope();
        var (packed, unpacked) = Pair(Spec(CellKind.Lstm, true, 2, dropout: 0));
        var input = randn(6, 3, 10);
        TensorAssert.Equal(
            unpacked.forward(input, null),
            unpacked.forward(input, tensor(new long[] { 6, 6, 6 })),
            "outputs with lengths"
        );
        packed.to(float64);
        TensorAssert.Close(
            unpacked.forward(input, null),
            packed.forward(input.to(float64), null),
            RoundingBound.Recurrent(layers: 2, steps: 6, Terms),
            "outputs"
        );
    }

    [Theory]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.Gru)]
    public void One_seed_gives_both_the_same_parameters(CellKind cell)
    {
        var spec = Spec(cell, true, 2, dropout: 0.2);
        random.manual_seed(11);
        using var packed = new PackedRnn(spec);
        random.manual_seed(11);
        using var unpacked = new UnpackedRnn(spec);

        unpacked.named_parameters().Select(p => p.name).Should().Equal(packed.named_parameters().Select(p => p.name));
        foreach (var (name, parameter) in packed.named_parameters())
            TensorAssert.Equal(unpacked.get_parameter(name)!, parameter, name);
    }

    [Fact]
    public void A_review_without_a_token_is_refused()
    {
        using var rnn = new UnpackedRnn(Spec(CellKind.Lstm, true, 1, dropout: 0));
        using var input = randn(4, 2, 10);
        using var lengths = tensor(new long[] { 4, 0 });
        rnn.Invoking(r => r.forward(input, lengths))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "lengths: 2 lengths from 0 to 4, for a batch of 2 reviews padded to 4 tokens. Every review "
                    + "needs one in 1 … 4: leave reviews without a token out of the corpus."
            );
    }

    private static RnnSpec Spec(CellKind cell, bool bidirectional, int layers, double dropout) =>
        new()
        {
            Cell = cell,
            State = StateKind.Hidden,
            Embedding = 10,
            Hidden = 8,
            Layers = layers,
            Bidirectional = bidirectional,
            Dropout = dropout,
        };

    private static (PackedRnn Packed, UnpackedRnn Unpacked) Pair(RnnSpec spec)
    {
        random.manual_seed(5);
        var packed = new PackedRnn(spec);
        var unpacked = new UnpackedRnn(spec);
        unpacked.load_state_dict(packed.state_dict());
        return (packed, unpacked);
    }

    private static void ShouldBeEqual(RnnSpec spec, long[] lengths)
    {
        using var scope = NewDisposeScope();
        var (packed, unpacked) = Pair(spec);
        using var _ = packed;
        using var __ = unpacked;
        packed.to(float64);
        var input = randn(lengths.Max(), lengths.Length, spec.Embedding);
        var weights = randn(lengths.Max(), lengths.Length, spec.Hidden * (spec.Bidirectional ? 2 : 1));

        var (expected, expectedInput) = Through(packed, input.to(float64), lengths, weights);
        var (actual, actualInput) = Through(unpacked, input, lengths, weights);

        var (steps, tokens) = ((int)lengths.Max(), (int)lengths.Sum());
        var ofGradients = RoundingBound.RecurrentGradient(spec.Layers, steps, Terms, tokens);
        TensorAssert.Close(actual, expected, RoundingBound.Recurrent(spec.Layers, steps, Terms), "outputs");
        TensorAssert.RelativelyClose(actualInput, expectedInput, ofGradients, "gradient of the input");
        foreach (var (name, parameter) in packed.named_parameters())
            TensorAssert.RelativelyClose(
                unpacked.get_parameter(name)!.grad!,
                parameter.grad!,
                ofGradients,
                $"gradient of {name}"
            );
    }

    // Outputs of the tokens alone, and the input's gradient, for a loss that weighs every output of every token
    // differently.
    private static (Tensor Outputs, Tensor Gradient) Through(
        RecurrentLayers rnn,
        Tensor input,
        long[] lengths,
        Tensor weights
    )
    {
        random.manual_seed(9);
        rnn.train();
        var leaf = input.detach().clone().requires_grad_();
        var tokens = arange(input.shape[0]).unsqueeze(1).less(tensor(lengths)).unsqueeze(2);
        var outputs = rnn.forward(leaf, tensor(lengths)).masked_fill(tokens.logical_not(), 0);
        (outputs * weights).sum().backward();
        return (outputs, leaf.grad!);
    }
}
