using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels.Recurrent;

[Collection(LibtorchGroup.Name)]
public class FusedRnnTests
{
    private const int Words = 12;
    private static readonly int[] Ragged = [17, 12, 12, 5, 2, 1, 1],
        AnyOrder = [1, 9, 4, 9, 2];

    public static TheoryData<CellKind, StateKind, bool, int, double, int> Shapes =>
        new()
        {
            { CellKind.Lstm, StateKind.Hidden, true, 2, 0, 1 },
            { CellKind.Lstm, StateKind.Hidden, true, 2, 0.4, 2 },
            { CellKind.Lstm, StateKind.Output, true, 3, 0.4, 2 },
            { CellKind.Lstm, StateKind.Hidden, false, 2, 0.4, 2 },
            { CellKind.Gru, StateKind.Hidden, true, 2, 0.4, 2 },
            { CellKind.Gru, StateKind.Output, true, 1, 0, 1 },
            { CellKind.Gru, StateKind.Hidden, false, 2, 0.4, 2 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void States_and_gradients_equal_the_packed_ones(
        CellKind cell,
        StateKind state,
        bool bidirectional,
        int layers,
        double dropout,
        int threads
    ) => ShouldBeEqual(Spec(cell, state, bidirectional, layers, dropout, hidden: 11), Ragged, threads);

    [Fact]
    public void Reviews_may_come_in_any_order() =>
        ShouldBeEqual(Spec(CellKind.Lstm, StateKind.Hidden, true, 2, dropout: 0, hidden: 8), AnyOrder, threads: 2);

    [Fact]
    public void Long_reviews_have_the_packed_gradients_too() =>
        ShouldBeEqual(
            Spec(CellKind.Lstm, StateKind.Hidden, true, 2, dropout: 0, hidden: 16),
            [400, 333, 40],
            threads: 2
        );

    [Fact]
    public void A_smaller_batch_after_a_larger_one_sees_nothing_of_it()
    {
        var spec = Spec(CellKind.Gru, StateKind.Hidden, true, 2, dropout: 0, hidden: 8);
        using var scope = NewDisposeScope();
        using var packed = Packed(spec);
        using var reused = new FusedRnn(spec, packed, threads: 1);
        using var fresh = new FusedRnn(spec, packed, threads: 1);
        var table = randn(Words, spec.Embedding);
        Through(reused, Ragged, table);

        var (states, gradients) = Through(reused, AnyOrder, table);
        var (expected, expectedGradients) = Through(fresh, AnyOrder, table);

        states.Should().Equal(expected);
        foreach (var (name, gradient) in gradients)
            TensorAssert.Equal(gradient, expectedGradients[name], name);
    }

    [Fact]
    public void Threads_of_one_direction_each_give_the_numbers_of_one_thread()
    {
        var spec = Spec(CellKind.Lstm, StateKind.Hidden, true, 2, dropout: 0, hidden: 8);
        using var scope = NewDisposeScope();
        using var packed = Packed(spec);
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            using var one = new FusedRnn(spec, packed, threads: 1);
            using var two = new FusedRnn(spec, packed, threads: 2);
            var table = randn(Words, spec.Embedding);
            var expected = Through(one, Ragged, table).States;
            Through(two, Ragged, table).States.Should().Equal(expected);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static RnnSpec Spec(
        CellKind cell,
        StateKind state,
        bool bidirectional,
        int layers,
        double dropout,
        int hidden
    ) =>
        new()
        {
            Cell = cell,
            State = state,
            Embedding = 10,
            Hidden = hidden,
            Layers = layers,
            Bidirectional = bidirectional,
            Dropout = dropout,
        };

    private static PackedRnn Packed(RnnSpec spec)
    {
        random.manual_seed(5);
        return new PackedRnn(spec);
    }

    private static int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 7) % Words)];

    // A loss that weighs every state differently.
    private static float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i + 1))];

    private static (float[] States, Dictionary<string, Tensor> Gradients) Through(
        FusedRnn rnn,
        int[] lengths,
        Tensor table
    )
    {
        random.manual_seed(9);
        var reviews = new PackedReviews(lengths);
        var states = rnn.Forward(reviews, Tokens(reviews.Tokens), table, training: true);
        rnn.Backward(reviews, Weights(states.Length));
        var rows = new float[reviews.Tokens * (int)table.shape[1]];
        for (var row = 0; row < reviews.Tokens; row++)
            rnn.AddTokenGradient(reviews, row, rows.AsSpan(row * (int)table.shape[1], (int)table.shape[1]));
        var gradients = rnn.Gradients().ToDictionary(g => g.Name, g => g.Gradient);
        gradients["tokens"] = tensor(rows, reviews.Tokens, table.shape[1]);
        return (states, gradients);
    }

    private static void ShouldBeEqual(RnnSpec spec, int[] lengths, int threads)
    {
        using var scope = NewDisposeScope();
        using var packed = Packed(spec);
        using var fused = new FusedRnn(spec, packed, threads);
        using var exact = Packed(spec);
        exact.to(float64);
        var table = randn(Words, spec.Embedding);
        var reviews = new PackedReviews(lengths);

        var (states, gradients) = Through(fused, lengths, table);

        var (padded, rows) = Padded(reviews, table.to(float64));
        random.manual_seed(9);
        exact.train();
        var expected = States(
            exact.forward(padded, tensor(Array.ConvertAll(reviews.Lengths, n => (long)n))),
            reviews,
            spec
        );
        var order = tensor(Array.ConvertAll(reviews.Order, i => (long)i));
        var weights = tensor(Weights(states.Length), lengths.Length, states.Length / lengths.Length);
        (expected * weights[order]).sum().backward();

        var ofStates = RoundingBound.Recurrent(spec.Layers, lengths.Max(), Terms(spec));
        var ofGradients = RoundingBound.RecurrentGradient(spec.Layers, lengths.Max(), Terms(spec), lengths.Sum());
        var found = tensor(states, lengths.Length, states.Length / lengths.Length);
        TensorAssert.Close(found[order], expected, ofStates, "states");
        TensorAssert.RelativelyClose(
            gradients["tokens"],
            padded.grad!.flatten(0, 1).index_select(0, rows),
            ofGradients,
            "gradient of the tokens"
        );
        foreach (var (name, parameter) in exact.named_parameters())
            TensorAssert.RelativelyClose(gradients[name], parameter.grad!, ofGradients, $"gradient of {name}");
    }

    // That a gate of the widest layer is a sum of.
    private static int Terms(RnnSpec spec) =>
        Math.Max(spec.Embedding, spec.Layers > 1 ? 2 * spec.Hidden : 0) + spec.Hidden + 2;

    // The packed rows as a padded time-major batch, longest first, and where each of them stands in it.
    private static (Tensor Batch, Tensor Rows) Padded(PackedReviews reviews, Tensor table)
    {
        var batch = zeros(reviews.Steps, reviews.Order.Length, table.shape[1], table.dtype);
        var tokens = Tokens(reviews.Tokens);
        var rows = new long[reviews.Tokens];
        for (var step = 0; step < reviews.Steps; step++)
        {
            for (var place = 0; place < reviews.Counts[step]; place++)
            {
                var row = reviews.Offsets[step] + place;
                batch[step, place] = table[tokens[row]];
                rows[row] = (step * reviews.Order.Length) + place;
            }
        }

        return (batch.requires_grad_(), tensor(rows));
    }

    private static Tensor States(Tensor outputs, PackedReviews reviews, RnnSpec spec)
    {
        var last = outputs
            .flatten(0, 1)
            .index_select(
                0,
                tensor(reviews.Lengths.Select((n, b) => ((n - 1L) * reviews.Lengths.Length) + b).ToArray())
            );
        return spec is { State: StateKind.Hidden, Bidirectional: true }
            ? cat([last.narrow(1, 0, spec.Hidden), outputs[0].narrow(1, spec.Hidden, spec.Hidden)], 1)
            : last;
    }
}
