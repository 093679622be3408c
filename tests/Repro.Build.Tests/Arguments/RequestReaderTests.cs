using Repro.Experiments;
using Repro.Requests;
using ReproBuild;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Arguments;

public partial class RequestReaderTests
{
    [Fact]
    public void Without_options_it_is_the_sample_of_all_models_under_both_protocols()
    {
        var request = Read([]);
        request
            .Should()
            .BeEquivalentTo(
                new
                {
                    Profile = "sample",
                    Seed = 1234L,
                    Device = "cpu",
                    Vectors = (string?)null,
                    Mirror = (string?)null,
                    Runs = Path.Combine("/repo", "artifacts", "runs"),
                    Verdicts = Path.Combine("/repo", "artifacts", "verdicts"),
                    Baselines = Path.Combine("/repo", "baselines"),
                }
            );
        request
            .Experiments.Select(e => e.Name())
            .Should()
            .Equal(
                "rnn.as-written",
                "rnn.corrected",
                "cnn.as-written",
                "cnn.corrected",
                "cnn-glove.as-written",
                "cnn-glove.corrected"
            );
    }

    [Fact]
    public void Every_option_arrives()
    {
        var request = Read([
            "--profile=imdb",
            "--models=cnn-glove,rnn",
            "--protocols=corrected",
            "--seed=4294967295",
            "--device=cpu",
            "--vectors=glove.6B.100d",
            "--data-mirror=here",
            "--runs=there",
            "--checkpoint-minutes=0.5",
            "--set",
            "training.patience=2",
            "--sentence=Fine film",
            "--label=pos",
            "--sentence=Poor film",
            "--only=cnn-glove.corrected",
        ]);
        request.Mirror.Should().Be(Path.Combine("/work", "here"));
        request.Runs.Should().Be(Path.Combine("/work", "there"));
        request.CheckpointMinutes.Should().Be(0.5);
        request.Sentences.Should().Equal(new LabelledSentence("Fine film", "pos"), new LabelledSentence("Poor film"));
        var experiment = request.Experiments.Should().ContainSingle().Subject;
        experiment.Name().Should().Be("cnn-glove.corrected");
        experiment.Vectors.Should().Be("glove.6B.100d");
        experiment.Seed.Should().Be(4294967295);
        experiment.Training.Patience.Should().Be(2);
    }

    [Fact]
    public void Patience_is_given_in_minutes()
    {
        Read([]).Should().BeEquivalentTo(new { Wait = TimeSpan.FromHours(6), HangAfter = TimeSpan.FromMinutes(15) });
        Read(["--wait=0", "--hang-after=1.5"])
            .Should()
            .BeEquivalentTo(new { Wait = TimeSpan.Zero, HangAfter = TimeSpan.FromSeconds(90) });
        FluentActions
            .Invoking(() => Read(["--wait=-1", "--hang-after=soon"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "--wait: -1 is not a number from 0 to 100000. Write minutes, such as --wait=30.\n--hang-after: soon "
                    + "is not a number from 0.05 to 100000. Write minutes, such as --hang-after=30."
            );
    }

    [Fact]
    public void Mirror_and_cache_come_from_the_environment_where_no_option_names_them()
    {
        var request = Read([], new() { ["REPRO_DATA_MIRROR"] = "/mirror", ["REPRO_CACHE"] = "/cache" });
        request.Mirror.Should().Be("/mirror");
        request.Cache.Should().Be("/cache");
    }

    [Fact]
    public void Checkpoints_within_an_epoch_are_no_part_of_an_experiment()
    {
        Read([]).CheckpointMinutes.Should().Be(5);
        Read(["--checkpoint-minutes=0"])
            .Experiments.Select(e => e.Hash())
            .Should()
            .Equal(Read([]).Experiments.Select(e => e.Hash()));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1440.5")]
    [InlineData("NaN")]
    [InlineData(" ")]
    public void An_interval_that_is_none_is_refused(string given) =>
        FluentActions
            .Invoking(() => Read([$"--checkpoint-minutes={given}"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"--checkpoint-minutes: {given} is not a number from 0, for none, to 1440. Leave it out for 5."
            );

    [Theory]
    [InlineData("cpu", null, null, "cpu")]
    [InlineData("cuda-linux", null, null, "cpu")]
    [InlineData("cuda-linux", null, "H200", "cuda")]
    [InlineData("cpu", "/torch", "H200", "cuda")]
    [InlineData("cpu", null, "H200", "cpu")]
    public void Auto_takes_the_GPU_where_both_it_and_its_libtorch_are_there(
        string backend,
        string? libtorch,
        string? gpu,
        string device
    )
    {
        var variables = new Dictionary<string, string?> { ["TorchBackend"] = backend, ["REPRO_LIBTORCH"] = libtorch };
        Read(["--device=auto"], variables, gpu).Device.Should().Be(device);
    }

    [Fact]
    public void All_faults_come_in_one_message_with_what_would_be_legal() =>
        FluentActions
            .Invoking(() =>
                Read([
                    "--target=Reproduse",
                    "--verbosity=loud",
                    "--profile=imbd",
                    "--models=rnn,lstm",
                    "--protocols=corected",
                    "--only=rnn",
                    "--seed=-1",
                    "--device=gpu",
                    "--label=pos",
                    "--sentence= ",
                    "--label=good",
                    "--frobnicate",
                ])
            )
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .Which.Message.Split('\n')
            .Skip(1)
            .Should()
            .Equal(
                "--target: Reproduse is not a target; there are "
                    + $"{string.Join(", ", Target.All.Select(t => t.Name))}. Did you mean Reproduce?",
                "--verbosity: loud is not one of quiet, minimal, normal, verbose, diagnostic.",
                "--profile: imbd is not one of sample, imdb-mini, imdb. Did you mean imdb?",
                "--models: lstm is not one of rnn, cnn, cnn-glove.",
                "--protocols: corected is not one of as-written, corrected. Did you mean corrected?",
                "--only: rnn is not one of rnn.as-written, rnn.corrected, cnn.as-written, cnn.corrected, "
                    + "cnn-glove.as-written, cnn-glove.corrected.",
                "--seed: -1 is not a whole number from 0 to 4294967295. Choose one, such as --seed=1234.",
                "--device: gpu is not one of auto, cpu, cuda.",
                "--sentence: is empty. Write --sentence=\"What a great film\".",
                "--label: good is not one of pos, neg.",
                "--label: pos follows no --sentence without a label. Write it after its --sentence."
            );

    [Fact]
    public void Faults_of_the_experiments_come_last() =>
        FluentActions
            .Invoking(() => Read(["--models=cnn", "--set=rnn.hidden=5", "--set=training.patience=0"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "--set rnn.hidden: none of cnn.as-written, cnn.corrected has this setting. Add its model to --models, "
                    + "or leave it out."
            );

    [Fact]
    public void Only_experiments_outside_the_models_are_refused() =>
        FluentActions
            .Invoking(() => Read(["--models=cnn", "--only=rnn.corrected"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage("--only: rnn.corrected leaves nothing of cnn.as-written, cnn.corrected. Name some of these.");

    private static ResolvedRequest Read(
        string[] args,
        Dictionary<string, string?>? variables = null,
        string? gpu = null
    )
    {
        var surroundings = new BuildSurroundings(name => variables?.GetValueOrDefault(name), "/work")
        {
            GpuName = () => gpu,
        };
        return new RequestReader(CommandLine.Parse(args), surroundings, new RepoPaths("/repo")).Read();
    }
}
