using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Testing;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

/// <summary>Copies of committed baselines in which one record is no longer what another says.</summary>
public sealed class BaselineAgreementTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected);

    private readonly TempFolder temp = new();
    private readonly BaselineStore store;

    public BaselineAgreementTests()
    {
        store = new BaselineStore(temp.Root, Spec);
        Copy(Spec);
    }

    public void Dispose() => temp.Dispose();

    public static TheoryData<string, string, string> Everything()
    {
        var all = new TheoryData<string, string, string>();
        foreach (var profile in Profiles.All)
        foreach (var model in Enum.GetValues<ModelKind>())
        foreach (var protocol in Enum.GetValues<ProtocolKind>())
            all.Add(profile, model.ToString(), protocol.ToString());
        return all;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_committed_baseline_agrees_with_itself(string profile, string model, string protocol) =>
        new BaselineStore(
            Repository.Baselines,
            Profiles.Spec(profile, Enum.Parse<ModelKind>(model), Enum.Parse<ProtocolKind>(protocol))
        )
            .Read()
            .Should()
            .NotBeNull();

    [Theory]
    [InlineData("values/test.f1.global", "test.f1.global is 0.93")]
    [InlineData("values/epochs.best", "epochs.best is 0.93")]
    public void A_verified_metric_is_the_accepted_runs(string path, string why) =>
        Refused(store.Metrics, json => Set(json, path, 0.93), why);

    [Fact]
    public void A_metric_that_is_gone_or_one_too_many_is_noticed()
    {
        Refused(
            store.Metrics,
            json => json["values"]!.AsObject().Remove(QuantityNames.Recall),
            "test.recall is missing"
        );
        Refused(store.Metrics, json => json["values"]!["test.more"] = 1, "test.more is 1, where*has missing");
    }

    [Theory]
    [InlineData("epochs/0/validation-loss", "curve.1.validation-loss is 0.93")]
    [InlineData("epochs/1/train-loss", "curve.2.train-loss is 0.93")]
    public void A_verified_loss_is_the_accepted_runs(string path, string why) =>
        Refused(store.Curve, json => Set(json, path, 0.93), why);

    [Theory]
    [InlineData("rows/1/probability", "attribution.2.probability is 0.93")]
    [InlineData("rows/0/score", "attribution.1.score is 0.93")]
    public void A_verified_attribution_is_the_accepted_runs(string path, string why) =>
        Refused(store.Attributions, json => Set(json, path, 0.93), why);

    [Fact]
    public void A_word_that_has_changed_sides_is_noticed() =>
        Refused(
            store.Attributions,
            json =>
            {
                var strongest = json["rows"]!
                    .AsArray()
                    .SelectMany(row => row!["words"]!.AsArray())
                    .MaxBy(word => Math.Abs(Importance(word!)))!;
                strongest["importance"] = -Importance(strongest);
            },
            "the signs of its words are not those*"
        );

    [Fact]
    public void A_verified_score_is_the_sum_of_its_words() =>
        Refused(
            store.Attributions,
            json =>
            {
                var strongest = json["rows"]![1]!["words"]!.AsArray().MaxBy(word => Math.Abs(Importance(word!)))!;
                strongest["importance"] = 1.001 * Importance(strongest); // Its sign, and its rank, stay.
            },
            "attribution.2.score is *, but its words add up to *"
        );

    [Theory]
    [InlineData("predicted-label", "predicted label 6 is *, where the probability *")]
    [InlineData("attribution-label", "attribution label 6 is *, where the score *")]
    public void A_verified_label_is_that_of_its_number(string field, string why) =>
        Refused(
            store.Attributions,
            json => json["rows"]![5]![field] = json["rows"]![5]![field]!.GetValue<string>() == "pos" ? "neg" : "pos",
            why
        );

    [Theory]
    [InlineData("first-epoch/1")]
    [InlineData("epoch-starts/1")]
    [InlineData("values/test.f1.global")]
    public void Any_bit_of_the_exact_record_is_the_accepted_runs(string path) =>
        Refused(store.Exact, json => Set(json, path, 0.5), "its sha256 is *");

    [Fact]
    public void The_values_in_provenance_are_the_verified_ones()
    {
        Refused(
            store.Provenance,
            json => Leading(json)["values"]![QuantityNames.F1Global] = 0.33,
            "test.f1.global is *, where provenance.json has 0.33 of seed 1234",
            store.Metrics
        );
        Refused(store.Provenance, json => json["seed"] = 99_999, "its seed 99999 is not among its runs");
        Refused(
            store.Provenance,
            json => json["runs"]!.AsArray().Add(Leading(json).DeepClone()),
            "a seed occurs twice among its runs"
        );
        Refused(
            store.Provenance,
            json =>
                json["history"]!
                    .AsArray()
                    .SelectMany(entry => entry!["changes"]!.AsArray())
                    .Last(change => change!["quantity"]!.GetValue<string>() == QuantityNames.F1Global)!["new"] = 0.33,
            "test.f1.global is *, where provenance.json has 0.33 in its history",
            store.Metrics
        );
    }

    [Theory]
    [InlineData("metrics.verified.json")]
    [InlineData("curve.verified.json")]
    [InlineData("attributions.verified.json")]
    [InlineData("exact.verified.json")]
    [InlineData("provenance.json")]
    public void A_file_that_is_gone_is_named(string name)
    {
        File.Delete(Path.Combine(store.Folder, name));
        Refused(Path.Combine(store.Folder, name), "*");
    }

    [Fact]
    public void An_exact_record_that_no_provenance_names_is_of_another_baseline()
    {
        var older = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.Corrected);
        Copy(older);
        var other = new BaselineStore(temp.Root, older);
        other.Read()!.Exact.Should().BeNull();
        File.Copy(store.Exact, other.Exact);
        FluentActions
            .Invoking(other.Read)
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{other.Exact}: provenance.json has no digest of it*from version control.");
    }

    private void Copy(ExperimentSpec spec)
    {
        var (from, to) = (new BaselineStore(Repository.Baselines, spec), new BaselineStore(temp.Root, spec));
        Directory.CreateDirectory(to.Folder);
        foreach (var file in Directory.EnumerateFiles(from.Folder))
            File.Copy(file, Path.Combine(to.Folder, Path.GetFileName(file)));
    }

    private static double Importance(JsonNode word) => word["importance"]!.GetValue<double>();

    private static JsonNode Leading(JsonNode provenance) =>
        provenance["runs"]!
            .AsArray()
            .Single(run => run!["seed"]!.GetValue<long>() == provenance["seed"]!.GetValue<long>())!;

    private static void Set(JsonNode json, string path, double value)
    {
        var segments = path.Split('/');
        var parent = segments[..^1].Aggregate(json, (node, s) => int.TryParse(s, out var i) ? node[i]! : node[s]!);
        if (int.TryParse(segments[^1], out var at))
            parent[at] = value;
        else
            parent[segments[^1]] = value;
    }

    private void Refused(string file, Action<JsonNode> edit, string why, string? named = null)
    {
        var good = File.ReadAllText(file);
        ToyRun.Edit(file, edit);
        Refused(named ?? file, why);
        File.WriteAllText(file, good);
    }

    private void Refused(string file, string why)
    {
        var refusal = FluentActions
            .Invoking(store.Read)
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{file}: {why}*from version control.")
            .Which;
        refusal.ExitCode.Should().Be(ExitCode.InputMissing);
        refusal.Message.Should().NotContain("Delete");
    }
}
