using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Files;
using Repro.Randomness;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Attribution;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Attribution;

public sealed partial class AttributionTablesTests : IDisposable
{
    private static readonly Vocabulary Vocabulary = Vocabulary.Build([
        "it was a good good film",
        "it was a bad bad film",
        "pad",
    ]);
    private static readonly LabelVocabulary Labels = LabelVocabulary.Build(["neg", "neg", "pos"]);

    private static readonly CnnSpec Cnn = new()
    {
        Embedding = 6,
        Channels = 4,
        Widths = [3, 4, 5],
        Dropout = 0.5,
    };

    private static readonly RnnSpec Rnn = new()
    {
        Cell = CellKind.Lstm,
        State = StateKind.Hidden,
        Embedding = 6,
        Hidden = 5,
        Layers = 2,
        Bidirectional = true,
        Dropout = 0.2,
    };

    private readonly SentimentModel cnn = Weighted(new TextCnn(Cnn, Vocabulary.Count));
    private readonly SentimentModel rnn = Weighted(new RnnBaseline(Rnn, Vocabulary.Count, RnnKernel.Unpacked));

    public void Dispose()
    {
        cnn.Dispose();
        rnn.Dispose();
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("cnn")]
    public void A_row_holds_the_models_own_probability_and_importances_of_unit_length(string model)
    {
        var row = Build(Model(model), Spec(ProtocolKind.Corrected, "It was a GOOD film", "pos"));

        row.Sentence.Should().Be("It was a GOOD film");
        row.TrueLabel.Should().Be("pos");
        row.Words.Select(w => w.Word).Should().Equal("it", "was", "a", "good", "film", "<pad>", "<pad>");
        row.Probability.Should().BeApproximately(Probability(Model(model), row), 2 * ToyModels.LogitError);
        row.PredictedLabel.Should().Be(row.Probability > 0.5 ? "pos" : "neg");
        // Seven words: squares, their sum, its root, and a division; then a sum of numbers up to 1.
        row.Words.Sum(w => w.Importance * w.Importance).Should().BeApproximately(1, RoundingBound.Managed(4 * 7));
        row.Score.Should().BeApproximately(row.Words.Sum(w => w.Importance), RoundingBound.Managed(2 * 7, 7));
    }

    [Theory]
    [InlineData(AttributionOutput.Logit)]
    [InlineData(AttributionOutput.Probability)]
    public void The_smooth_recurrent_model_is_explained_completely(AttributionOutput output)
    {
        var row = Build(rnn, Spec(ProtocolKind.Corrected, "it was a bad film") with { Output = output });
        row.Delta.Should().BeApproximately(0, ToyModels.GradientError(row.Words.Count) + (2 * ToyModels.LogitError));
    }

    [Fact]
    public void As_written_capitals_are_unknown_and_corrected_they_are_lowered()
    {
        Build(cnn, Spec(ProtocolKind.AsWritten, "It was"))
            .Words.Select(w => w.Index)
            .Should()
            .Equal([0, Index("was"), .. Enumerable.Repeat(Index("pad"), 5)]);
        Build(cnn, Spec(ProtocolKind.Corrected, "It was"))
            .Words.Select(w => w.Index)
            .Should()
            .Equal([Index("it"), Index("was"), .. Enumerable.Repeat(Vocabulary.Padding, 5)]);
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("cnn")]
    public void A_position_equal_to_the_reference_has_exactly_no_importance(string model) =>
        Build(Model(model), Spec(ProtocolKind.AsWritten, "good pad bad"))
            .Words.Where(w => w.Word == "pad")
            .Should()
            .HaveCount(5)
            .And.OnlyContain(w => w.Importance == 0 && !double.IsNegative(w.Importance));

    [Fact]
    public void Where_the_corpus_lacks_the_word_pad_unknown_words_have_no_importance()
    {
        var lacking = Vocabulary.Build(["good bad"]);
        var words = AttributionTables
            .Build(cnn, lacking, Labels, Spec(ProtocolKind.AsWritten, "never good"))
            .Rows[0]
            .Words;

        words.Select(w => w.Index).Should().Equal(0, lacking.IndexOf("good"), 0, 0, 0, 0, 0);
        words.Where(w => w.Index == 0).Should().OnlyContain(w => w.Importance == 0);
        words[1].Importance.Should().BeOneOf(1, -1);
    }

    [Fact]
    public void A_sentence_equal_to_its_reference_has_zeros_and_not_NaN()
    {
        var row = Build(rnn, Spec(ProtocolKind.AsWritten, "pad"));
        row.Words.Should().OnlyContain(w => w.Importance == 0);
        row.Score.Should().Be(0);

        // F of the two, which stand in two rows of one batch: a product may round rows otherwise.
        var logit = RoundingBound.Recurrent(layers: 2, steps: row.Words.Count, terms: 2 * Rnn.Hidden);
        row.Delta.Should().BeApproximately(0, 2 * logit);
    }

    [Fact]
    public void The_model_stays_as_it_was_even_after_an_error()
    {
        var before = State(rnn);
        Build(rnn, Spec(ProtocolKind.Corrected, "it was"));
        FluentActions
            .Invoking(() => Build(rnn, Spec(ProtocolKind.AsWritten, "a a a a a a a a a")))
            .Should()
            .Throw<ReproException>();

        State(rnn).Should().Equal(before);
        rnn.training.Should().BeTrue();
        rnn.parameters()
            .Select(p => p.grad)
            .Should()
            .OnlyContain(
                grad => ReferenceEquals(grad, null),
                "nothing is left behind for the next training step to add"
            );
    }

    [Fact]
    public void A_diverged_model_is_not_measured()
    {
        using (no_grad())
            cnn.parameters().Last().fill_(double.NaN);
        FluentActions
            .Invoking(() => Build(cnn, Spec(ProtocolKind.Corrected, "it was")))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured);
    }

    [Fact]
    public void Each_finished_sentence_is_reported()
    {
        var told = new List<int>();
        AttributionTables
            .Build(cnn, Vocabulary, Labels, Protocols.Attribution(ProtocolKind.AsWritten) with { Steps = 20 }, told.Add)
            .Rows.Should()
            .HaveCount(6);
        told.Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void A_table_reads_back_as_it_was_written()
    {
        var table = new AttributionTable([Build(rnn, Spec(ProtocolKind.Corrected, "it was a \"bad\" film"))]);
        System
            .Text.Json.JsonSerializer.Deserialize<AttributionTable>(
                System.Text.Json.JsonSerializer.Serialize(table, Json.Readable),
                Json.Readable
            )
            .Should()
            .Be(table);
    }

    private SentimentModel Model(string name) => name == "rnn" ? rnn : cnn;

    private static int Index(string word) => Vocabulary.IndexOf(word);

    private static AttributionRow Build(SentimentModel model, AttributionSpec spec) =>
        AttributionTables.Build(model, Vocabulary, Labels, spec).Rows.Single();

    private static AttributionSpec Spec(ProtocolKind protocol, string sentence, string? label = null) =>
        Protocols.Attribution(protocol) with
        {
            Steps = 50,
            Sentences = [new LabelledSentence(sentence, label)],
        };

    private static (string, bool)[] State(SentimentModel model) =>
        [.. model.named_parameters().Select(p => (p.name, p.parameter.requires_grad))];

    private static double Probability(SentimentModel model, AttributionRow row)
    {
        using var evaluation = new EvaluationMode(model);
        using var scope = NewDisposeScope();
        var tokens = tensor(row.Words.Select(w => (long)w.Index).ToArray());
        return model
            .call(tokens.unsqueeze(model.Layout == BatchLayout.TimeMajor ? 1 : 0), null)
            .sigmoid()
            .item<float>();
    }

    /// <summary>Weights that no other test's use of libtorch's generator changes.</summary>
    private static SentimentModel Weighted(SentimentModel model)
    {
        using var copying = no_grad();
        var random = new PythonRandom(11);
        foreach (var parameter in model.parameters())
        {
            float[] values =
            [
                .. Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)((2 * random.NextDouble()) - 1)),
            ];
            parameter.copy_(tensor(values).view_as(parameter));
        }

        return model;
    }
}
