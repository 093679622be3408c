using Repro.Experiments;
using Repro.Experiments.Settings;

namespace Repro.Tests.Experiments.Settings;

public class SpecValidationTests
{
    private static readonly ExperimentSpec Rnn = Profiles.Spec(Profiles.Sample, ModelKind.Rnn, ProtocolKind.AsWritten);
    private static readonly ExperimentSpec Glove = Profiles.Spec(
        Profiles.Sample,
        ModelKind.CnnGlove,
        ProtocolKind.Corrected
    );

    public static TheoryData<string, ModelKind, ProtocolKind> Shipped
    {
        get
        {
            var data = new TheoryData<string, ModelKind, ProtocolKind>();
            foreach (var profile in Profiles.All)
            foreach (var model in Enum.GetValues<ModelKind>())
            foreach (var protocol in Enum.GetValues<ProtocolKind>())
                data.Add(profile, model, protocol);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_profile_is_legal(string profile, ModelKind model, ProtocolKind protocol) =>
        SpecValidation.Faults(Profiles.Spec(profile, model, protocol)).Should().BeEmpty();

    [Fact]
    public void All_faults_come_in_one_message_each_once()
    {
        var wrong = Rnn with
        {
            Seed = -1,
            Device = "tpu",
            Corpus = Rnn.Corpus with { TrainShare = 1 },
            Rnn = Rnn.Rnn! with { Hidden = 0, Dropout = double.NaN },
            Training = Rnn.Training with { MaxEpochs = 10_001, LearningRate = 0, Beta1 = 1 },
            Attribution = Rnn.Attribution with { Steps = 0, Filler = "a b" },
        };
        FluentActions
            .Invoking(() => SpecValidation.Check([wrong, wrong]))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .Which.Message.Split('\n')
            .Should()
            .Equal(
                "seed: -1 is outside 0 … 4294967295. Choose a value inside.",
                "device: tpu is not one of cpu, cuda. Choose one of them.",
                "corpus.train-share: 1 is not above 0 and below 1. Choose a value inside.",
                "rnn.hidden: 0 is outside 1 … 8192. Choose a value inside.",
                "rnn.dropout: NaN is not 0 or more and below 1. Choose a value inside.",
                "training.max-epochs: 10001 is outside 1 … 10000. Choose a value inside.",
                "training.learning-rate: 0 is not above 0 and finite. Choose a value inside.",
                "training.beta1: 1 is not 0 or more and below 1. Choose a value inside.",
                "attribution.steps: 0 is outside 1 … 10000. Choose a value inside.",
                "attribution.filler: contains white space, but must be a single token."
            );
    }

    [Fact]
    public void An_embedding_is_as_wide_as_its_vectors() =>
        SpecValidation
            .Faults(Glove with { Cnn = Glove.Cnn! with { Embedding = 100 } })
            .Should()
            .Equal("cnn.embedding: 100 is not the width of sample.32d. Leave it out, or choose other vectors.");

    [Theory]
    [InlineData("../x")]
    [InlineData("My profile")]
    [InlineData("")]
    public void A_profile_that_cannot_name_a_folder_is_rejected_at_once(string profile) =>
        FluentActions
            .Invoking(() => ImdbNotebook.Assignment with { Profiles = ["sample", profile] })
            .Should()
            .Throw<ReproException>()
            .WithMessage($"profile: '{profile}' is not a legal name; *")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [Fact]
    public void A_corpus_of_another_assignment_is_legal_and_cannot_be_requested()
    {
        var own = Rnn with { Corpus = Rnn.Corpus with { Name = "topics" } };
        SpecValidation.Faults(own).Should().BeEmpty();
        FluentActions
            .Invoking(() => SpecValidation.Check([own]))
            .Should()
            .Throw<ReproException>()
            .WithMessage("corpus.name: topics is not one of sample, imdb. Choose one of them.");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u001b[2J")]
    [InlineData(
        "a name that goes on and on and on and on and on and on and on and on and on and on and on and on and on"
    )]
    public void A_corpus_has_a_name_that_can_be_printed(string name) =>
        SpecValidation
            .Faults(Rnn with { Corpus = Rnn.Corpus with { Name = name } })
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("corpus.name: \"")
            .And.NotContain("\u001b");

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(3, 65)]
    public void Convolutions_have_widths_of_1_to_64(params int[] widths) =>
        SpecValidation
            .Faults(Glove with { Cnn = Glove.Cnn! with { Widths = [.. widths] } })
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("cnn.widths: ");
}
