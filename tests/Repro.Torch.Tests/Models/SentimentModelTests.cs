using Repro.Testing;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Models;

/// <summary>The contract of every model.</summary>
[Collection(LibtorchGroup.Name)]
public class SentimentModelTests
{
    private static readonly long[][] Reviews =
    [
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 0, 2, 9],
        [3, 5, 7],
    ];

    public static TheoryData<string> Names => new(ToyModels.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_gets_a_gradient(string name)
    {
        using var scope = NewDisposeScope();
        using var model = ToyModels.Create(name);
        model.train();
        var loss = model.forward(ToyModels.Tokens(model, Reviews), ToyModels.Lengths(Reviews)).square().sum();
        loss.backward();
        // At the last token the backward direction has only just begun: its state is still zero, and what multiplies
        // that learns nothing.
        string[] untouched = name == "rnn lstm output" ? ["rnn.weight_hh_l1_reverse"] : [];
        model
            .named_parameters()
            .Where(p => p.parameter.grad!.count_nonzero().item<long>() == 0)
            .Select(p => p.name)
            .Should()
            .Equal(untouched);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_gives_what_its_single_reviews_give(string name)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = ToyModels.Create(name);
        model.eval();
        // The convolutions read padding like words, as the notebook's do: only the recurrent model takes lengths.
        long[][] reviews = name.StartsWith("cnn", StringComparison.Ordinal)
            ? [.. Reviews.Select(r => (long[])[.. r, .. Enumerable.Repeat(1L, 7 - r.Length)])]
            : Reviews;

        var together = model.forward(ToyModels.Tokens(model, reviews), ToyModels.Lengths(reviews));
        var single = cat([.. reviews.Select(r => model.forward(ToyModels.Tokens(model, r), ToyModels.Lengths(r)))]);

        together.shape.Should().Equal(3);
        TensorAssert.Close(together, single, 2 * ToyModels.LogitError, "logits");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pass_from_the_embedding_is_the_pass_from_the_tokens(string name)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = ToyModels.Create(name);
        model.eval();
        var (tokens, lengths) = (ToyModels.Tokens(model, Reviews), ToyModels.Lengths(Reviews));
        TensorAssert.Equal(
            model.ForwardEmbedded(model.Embed(tokens), lengths),
            model.forward(tokens, lengths),
            "logits"
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Parameters_are_named_and_shaped_as_in_the_state_dict(string name)
    {
        using var model = ToyModels.Create(name);
        var lines = model
            .named_parameters()
            .Select(p =>
                $"{p.name} [{string.Join(", ", p.parameter.shape)}] "
                + $"{(p.parameter.requires_grad ? "trainable" : "fixed")}"
            );
        return Snapshot.Match(string.Join("\n", lines.Order(StringComparer.Ordinal)) + "\n", $"Parameters of {name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_leaves_nothing_but_its_result(string name)
    {
        using var model = ToyModels.Create(name);
        using var tokens = ToyModels.Tokens(model, Reviews);
        using var lengths = ToyModels.Lengths(Reviews);
        model.forward(tokens, lengths).Dispose();
        using var scope = NewDisposeScope();
        var before = Alive();
        _ = model.forward(tokens, lengths);
        scope.DisposablesCount.Should().Be(1);
        // TorchSharp counts the two undefined index tensors of a sorted PackedSequence, and never counts them out
        // again.
        var miscounted = name == "rnn lstm packed" ? 4 : 0;
        Alive().Should().Be(before + 1 + miscounted);

        // Of this thread alone: what other tests left, another thread takes away at any time.
        static long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
    }
}
