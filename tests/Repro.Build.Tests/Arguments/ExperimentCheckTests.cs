using ReproBuild;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Arguments;

/// <summary>What a later stage would refuse is refused before the first one.</summary>
public class ExperimentCheckTests
{
    private const string EightWords = "one two three four five six seven eight";

    [Theory]
    [InlineData(
        "sentence: \"one two three four five six seven eight\" has 8 tokens, but as written *7*",
        "--sentence=" + EightWords
    )]
    [InlineData(
        "sentence: \"* has 4 tokens, but as written the reference always has 3*",
        "--set=attribution.minimum-tokens=3"
    )]
    [InlineData("attribution.steps: 1 is outside*", "--set=attribution.steps=1", "--set=attribution.rule=riemann-left")]
    [InlineData("attribution.filler: *", "--set=attribution.filler=")]
    [InlineData("attribution.filler: *", "--set=attribution.filler=a\0b")]
    [InlineData("vectors: glove.7B.100d is not one of *", "--profile=imdb", "--vectors=glove.7B.100d")]
    [InlineData("vectors: glove.6B.+100d does not end in a width*", "--profile=imdb", "--vectors=glove.6B.+100d")]
    [InlineData("vectors: sample.032d does not end in a width*", "--vectors=sample.032d")]
    [InlineData(
        "corpus.training-reviews: 25001 is not within 0 (all) to 25000*",
        "--profile=imdb",
        "--set=corpus.training-reviews=25001"
    )]
    [InlineData(
        "corpus.test-reviews: 25001 is not within 0 (all) to 25000*",
        "--profile=imdb-mini",
        "--set=corpus.test-reviews=25001"
    )]
    [InlineData(
        "corpus.train-share: 1E-09 of 25000 reviews leaves 0 for training*",
        "--profile=imdb",
        "--set=corpus.train-share=1e-9"
    )]
    [InlineData(
        "corpus.train-share: 0.9999 of 3000 reviews leaves 3000 for training*",
        "--set=corpus.train-share=0.9999"
    )]
    [InlineData("sample corpus: 1 reviews to test are too few*", "--set=corpus.test-reviews=1")]
    [InlineData(
        "sample corpus: 0 reviews to train are too few*",
        "--profile=imdb",
        "--set=corpus.name=sample",
        "--set=corpus.test-reviews=9"
    )]
    [InlineData(
        "--vectors: glove.6B.100d is used by none of cnn.as-written, cnn.corrected. Add cnn-glove*",
        "--profile=imdb",
        "--models=cnn",
        "--vectors=glove.6B.100d"
    )]
    [InlineData(
        "--vectors: glove.6B.100d is used by none of rnn.corrected. *",
        "--vectors=glove.6B.100d",
        "--only=rnn.corrected"
    )]
    [InlineData("cnn.embedding: 7 is not the width of sample.32d*", "--set=cnn.embedding=7")]
    public void A_mistake_that_can_be_known_is_refused_at_once(string fault, params string[] given) =>
        FluentActions
            .Invoking(() => Read(given))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"*{fault}")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [Theory]
    [InlineData("--sentence=" + EightWords, "--protocols=corrected")]
    [InlineData("--sentence=" + EightWords, "--set=attribution.reference-length=sentence")]
    [InlineData("--sentence=" + EightWords, "--set=attribution.minimum-tokens=8")]
    [InlineData("--sentence=one two three four five six seven")]
    [InlineData("--profile=imdb", "--set=corpus.training-reviews=25000")]
    [InlineData("--profile=imdb", "--vectors=glove.6B.300d")]
    [InlineData("--profile=imdb", "--models=rnn,cnn-glove", "--vectors=glove.6B.300d")]
    public void What_can_be_done_is_not_refused(params string[] given) =>
        FluentActions.Invoking(() => Read(given)).Should().NotThrow();

    [Fact]
    public void A_fault_of_every_experiment_is_reported_once() =>
        FluentActions
            .Invoking(() => Read(["--sentence=" + EightWords]))
            .Should()
            .Throw<ReproException>()
            .Which.Message.Split('\n')
            .Should()
            .ContainSingle();

    private static void Read(string[] args) =>
        new RequestReader(
            CommandLine.Parse(args),
            new BuildSurroundings(_ => null, "/work") { GpuName = () => null },
            new RepoPaths("/repo")
        ).Read();
}
