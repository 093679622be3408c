using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Testing;
using Repro.Torch.Evaluate;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Evaluate;

public class ScoresTests
{
    private static readonly Review[] Reviews =
    [
        new("test/pos/0", "a good film", "pos"),
        new("test/pos/1", "good", "pos"),
        new("test/neg/0", "a bad bad film and no good", "neg"),
    ];

    [Fact]
    public void A_pass_keeps_the_order_of_the_batches_and_leaves_the_model_as_it_was()
    {
        var vocabulary = Vocabulary.Build([.. Reviews.Select(r => r.Text)]);
        var encoded = EncodedReviews.Encode(Reviews, vocabulary, LabelVocabulary.Build(["pos", "pos", "neg"]));
        using var model = new TextCnn(
            new CnnSpec
            {
                Embedding = 4,
                Channels = 2,
                Widths = [3],
                Dropout = 0.5,
            },
            vocabulary.Count
        );
        var told = new List<int>();

        var scores = Scores.Collect(
            model,
            new BucketIterator(encoded, 2, BatchLayout.BatchMajor, false, null),
            told.Add
        );

        scores.Ids.Should().Equal("test/pos/0", "test/pos/1", "test/neg/0");
        scores.Labels.Should().Equal(0, 0, 1);
        scores.BatchSizes.Should().Equal(2, 1);
        told.Should().Equal(1, 2);
        model.training.Should().BeTrue();
        model.parameters().Should().OnlyContain(p => p.requires_grad);
        scores.Logits[2].Should().BeApproximately(Alone(model, encoded.Tokens(2)), (float)(2 * ToyModels.LogitError));
        scores.Predictions().Probabilities[2].Should().Be(Classes.Probability(scores.Logits[2]));
    }

    [Fact]
    public void Losses_are_torchs_in_both_averages()
    {
        var scores = new Scores(["a", "b", "c"], [1, 0, 1], [0.3f, -40f, -2f], [2, 1]);
        using var logits = tensor([0.3f, -40f, -2f]).to(float64);
        using var each = nn.functional.binary_cross_entropy_with_logits(
            logits,
            tensor([1.0, 0.0, 1.0]),
            reduction: nn.Reduction.None
        );
        var expected = each.data<double>().ToArray();

        // A loss is some eight operations, three of them exp and log, here and in torch; 40 is the largest number.
        var limit = RoundingBound.Managed(2 * 12, 40);
        scores.Loss(LossAverage.Examples).Should().BeApproximately(expected.Average(), limit);
        scores
            .Loss(LossAverage.BatchMeans)
            .Should()
            .BeApproximately((((expected[0] + expected[1]) / 2) + expected[2]) / 2, limit);
    }

    [Theory]
    [InlineData(120f, 0, 120)]
    [InlineData(-120f, 1, 120)]
    [InlineData(120f, 1, 0)]
    public void A_far_logit_does_not_overflow(float logit, int label, double expected) =>
        new Scores(["a"], [label], [logit], [1])
            .Loss(LossAverage.Examples)
            .Should()
            .BeApproximately(expected, Math.Exp(-119), "exp(−120), which is added to 120 or to 0, is next to nothing");

    private static float Alone(SentimentModel model, ReadOnlySpan<int> tokens)
    {
        using var evaluation = new EvaluationMode(model);
        using var logit = model.call(tensor(tokens.ToArray().Select(t => (long)t).ToArray()).unsqueeze(0), null);
        return logit.item<float>();
    }
}
