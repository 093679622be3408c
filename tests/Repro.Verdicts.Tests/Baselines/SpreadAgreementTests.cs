using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

/// <summary>A copy of the committed tolerances and baselines, and edits of either.</summary>
public sealed class SpreadAgreementTests : IDisposable
{
    private const string Own = "cnn.corrected";

    private readonly TempFolder temp = new();

    public SpreadAgreementTests()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Baselines, "*", SearchOption.AllDirectories))
        {
            var to = temp.At(Path.GetRelativePath(Repository.Baselines, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private string Stated => temp.At("tolerances.json");

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Every_committed_spread_is_that_of_the_accepted_seeds() => Read().Should().HaveCountGreaterThan(100);

    [Theory]
    [InlineData("seeds", 7)]
    [InlineData("mean", 0.9)]
    [InlineData("sd", 0.02)]
    [InlineData("min", 0.1)]
    [InlineData("max", 0.999)]
    public void A_spread_that_was_edited_is_refused(string field, double value)
    {
        foreach (var experiment in (string[])["*", Own])
        {
            Edit(
                experiment,
                entry =>
                {
                    entry["spread"]![field] = value;
                    entry["reason"] = "a limit of its own, which is a person's to state";
                }
            );
            Refused(
                $"sample/{experiment}/test.f1.global: spread.{field} is {value:R}, where the accepted seeds in "
                    + "provenance.json give *"
            );
            File.Copy(Path.Combine(Repository.Baselines, "tolerances.json"), Stated, overwrite: true);
        }
    }

    [Fact]
    public void A_limit_is_a_persons_to_edit_with_a_reason()
    {
        Edit(
            Own,
            entry =>
            {
                entry["absolute"] = 0.019;
                entry["reason"] = "what users notice";
                entry["better"] = "neither";
            }
        );
        Read().Should().ContainSingle(t => t.Absolute == 0.019 && t.Reason == "what users notice");
    }

    [Fact]
    public void Every_accepted_seed_is_part_of_the_spread()
    {
        EditProvenance(json =>
            json["runs"]!.AsArray().First(run => run!["seed"]!.GetValue<long>() != json["seed"]!.GetValue<long>())![
                "values"
            ]![QuantityNames.F1Global] = 0.5
        );
        Refused("sample/*: spread.*, where *, and more");
    }

    [Fact]
    public void Seeds_that_are_too_few_give_no_spread()
    {
        EditProvenance(json =>
        {
            while (json["runs"]!.AsArray().Count > 4)
                json["runs"]!.AsArray().RemoveAt(0);
        });
        Refused($"sample/{Own}/*: it has a spread, where the accepted seeds in provenance.json give none, and more");
    }

    [Fact]
    public void An_experiment_without_a_baseline_is_judged_as_such()
    {
        Directory.Delete(Folder, recursive: true);
        Edit(Own, entry => entry["spread"]!["mean"] = 0.9);
        Read().Should().NotBeEmpty();
    }

    [Fact]
    public void After_an_acceptance_of_other_runs_nothing_is_judged_until_the_spreads_are_measured_again()
    {
        StaleSpreads().Should().BeEmpty();
        var toy = ToyRun.Of(ModelKind.Cnn, ProtocolKind.Corrected, Profiles.Sample, seed: 77);
        Accept();
        StaleSpreads().Should().Contain($"sample/{Own}").And.OnlyContain(name => name.StartsWith("sample/"));
        Refused("sample/*: it has a spread, where the accepted seeds in provenance.json give none, and more");
        Accept(); // Whatever its spreads are.

        Calibration.Write(temp.Root, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);
        StaleSpreads().Should().Contain($"sample/{Own}", "another profile was calibrated");
        Calibration.Write(temp.Root, Profiles.Sample, "cpu", ImdbNotebook.Assignment);
        StaleSpreads().Should().BeEmpty();
        Read().Should().NotContain(t => t.Profile == Profiles.Sample && t.Experiment == Own);

        void Accept() =>
            ToyAcceptance.Accept(
                temp.Root,
                [toy.Write(temp.At("runs"))],
                new AcceptanceRequest("other inputs", "Ada", OnCi: false),
                TimeProvider.System
            );
    }

    private string Folder => temp.At(Path.Combine(Profiles.Sample, "cpu", Own));

    private IReadOnlyList<Tolerance> Read() => Tolerances.Read(Stated, ImdbNotebook.Assignment).Entries;

    private IReadOnlyList<string> StaleSpreads() => Tolerances.StaleSpreads(Stated, ImdbNotebook.Assignment);

    private void EditProvenance(Action<JsonNode> edit) => ToyRun.Edit(Path.Combine(Folder, "provenance.json"), edit);

    private void Edit(string experiment, Action<JsonNode> edit, string profile = Profiles.Sample) =>
        ToyRun.Edit(
            Stated,
            json =>
                edit(
                    json["tolerances"]!
                        .AsArray()
                        .Single(entry =>
                            entry!["profile"]!.GetValue<string>() == profile
                            && entry["experiment"]!.GetValue<string>() == experiment
                            && entry["quantity"]!.GetValue<string>() == QuantityNames.F1Global
                        )!
                )
        );

    private void Refused(string why)
    {
        FluentActions
            .Invoking(Read)
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"{Stated}: {why}. Run --target=Calibrate if baselines were just accepted; else restore the file "
                    + $"from version "
                    + "control."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }
}
