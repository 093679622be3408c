using System.Text.Json;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;

namespace Repro.Tests.Requests;

public class ReproRequestTests
{
    private static readonly ReproRequest Request = new()
    {
        Cache = "/cache",
        Runs = "/runs",
        Verdicts = "/verdicts",
        Baselines = "/baselines",
    };

    [Fact]
    public void A_request_survives_its_file()
    {
        var request = Request with
        {
            Vectors = "glove.6B.100d",
            Overrides = ["a=1"],
            Sentences = [new("Fine", "pos")],
            Only = ["rnn.corrected"],
            Models = [ModelKind.Rnn],
        };
        JsonSerializer
            .Deserialize<ReproRequest>(JsonSerializer.Serialize(request, Json.Readable), Json.Readable)
            .Should()
            .Be(request);
    }

    [Fact]
    public void Overrides_reach_every_experiment_that_has_them() =>
        (Request with { Overrides = ["rnn.hidden=8", "training.patience=1"] })
            .Resolve()
            .Experiments.Should()
            .HaveCount(6)
            .And.OnlyContain(e => e.Training.Patience == 1 && (e.Rnn == null || e.Rnn.Hidden == 8));

    [Fact]
    public void A_value_outside_its_range_is_refused_once_for_all_experiments() =>
        FluentActions
            .Invoking(() => (Request with { Overrides = ["training.patience=0"] }).Resolve())
            .Should()
            .Throw<ReproException>()
            .WithMessage("training.patience: 0 is outside 1 … 10000. Choose a value inside.");

    [Fact]
    public void One_experiment_is_available_with_its_overrides_requested_or_not() =>
        (Request with { Models = [ModelKind.Cnn], Seed = 7, Overrides = ["training.patience=2"] })
            .Resolve()
            .Find(ModelKind.Rnn, ProtocolKind.Corrected)
            .Should()
            .Match<ExperimentSpec>(s => s.Name() == "rnn.corrected" && s.Seed == 7 && s.Training.Patience == 2);

    [Fact]
    public void The_default_is_the_whole_sample_in_the_folders_of_a_clone()
    {
        var variables = new Dictionary<string, string> { ["REPRO_CACHE"] = "/cache", ["REPRO_DATA_MIRROR"] = " " };
        ReproRequest
            .Default("/clone", variables.GetValueOrDefault)
            .Should()
            .Be(
                new ReproRequest
                {
                    Cache = "/cache",
                    Runs = Path.Combine("/clone", "artifacts", "runs"),
                    Verdicts = Path.Combine("/clone", "artifacts", "verdicts"),
                    Baselines = Path.Combine("/clone", "baselines"),
                }
            );
    }

    [SkippableFact]
    public void The_cache_follows_XDG_on_Linux()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "XDG_CACHE_HOME is for Linux");
        ReproRequest
            .Default("/clone", name => name == "XDG_CACHE_HOME" ? "/xdg" : null)
            .Cache.Should()
            .Be("/xdg/repro");
    }
}
