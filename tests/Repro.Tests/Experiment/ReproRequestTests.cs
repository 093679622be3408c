using System.Text.Json;
using Repro.Experiment;

namespace Repro.Tests.Experiment;

public class ReproRequestTests
{
    private static readonly ReproRequest Request = new() { Cache = "/cache", Runs = "/runs", Verdicts = "/verdicts", Baselines = "/baselines" };

    [Fact]
    public void A_request_survives_its_file()
    {
        var request = Request with { Vectors = "glove.6B.100d", Overrides = ["a=1"], Sentences = [new("Fine", "pos")], Only = ["rnn.corrected"], Models = [ModelKind.Rnn] };
        JsonSerializer.Deserialize<ReproRequest>(JsonSerializer.Serialize(request, Json.Readable), Json.Readable).Should().Be(request);
    }

    [Fact]
    public void Overrides_reach_every_experiment_that_has_them() =>
        (Request with { Overrides = ["rnn.hidden=8", "training.patience=1"] }).Experiments()
            .Should().HaveCount(6).And.OnlyContain(e => e.Training.Patience == 1 && (e.Rnn == null || e.Rnn.Hidden == 8));

    [Fact]
    public void A_value_outside_its_range_is_refused_once_for_all_experiments() =>
        FluentActions.Invoking(() => (Request with { Overrides = ["training.patience=0"] }).Experiments())
            .Should().Throw<ReproException>().WithMessage("training.patience: 0 is outside 1 … 10000. Choose a value inside.");

    [Fact]
    public void A_verdict_has_its_place_by_profile_and_experiment() =>
        Request.VerdictFile(Request.Experiments()[0]).Should().Be(Path.Combine("/verdicts", "sample", "rnn.as-written.json"));
}
