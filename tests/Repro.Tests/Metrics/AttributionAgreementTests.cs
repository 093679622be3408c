using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Metrics;

/// <summary>Attribution tables of whole runs, and edits of them.</summary>
public sealed class AttributionAgreementTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(ProtocolKind.AsWritten)]
    [InlineData(ProtocolKind.Corrected)]
    public void A_table_as_it_was_written_agrees(ProtocolKind protocol) =>
        RunResult.Read(Run(protocol)).Checked().Attributions!.Rows.Should().HaveCount(2);

    [Fact]
    public void The_last_bit_of_a_score_is_the_sum_of_the_words()
    {
        var run = Run();
        Edit(run, row => row["score"] = Math.BitIncrement(row["score"]!.GetValue<double>()));
        Refused(run, "attribution.1.score is *, but its words add up to *");
    }

    [Fact]
    public void A_words_importance_is_a_part_of_the_score()
    {
        var run = Run();
        Edit(run, row => row["words"]![1]!["importance"] = -0.021);
        Refused(run, "attribution.1.score is *, but its words add up to *");
    }

    [Fact]
    public void The_predicted_label_is_that_of_the_probability()
    {
        var run = Run();
        Edit(run, row => row["predicted-label"] = "neg");
        Refused(run, "predicted label 1 is neg, where the probability 0.87 gives the other one");
        Edit(run, row => row["predicted-label"] = "pos");
        Edit(run, row => row["probability"] = 0.2);
        Refused(run, "predicted label 1 is pos, where the probability 0.2 gives the other one");
        Edit(run, row => row["probability"] = 1.5);
        Refused(run, "attribution.1.probability is 1.5, outside 0 … 1");
    }

    [Fact]
    public void A_probability_of_exactly_a_half_is_class_0()
    {
        var run = Run();
        Edit(run, row => row["probability"] = 0.5);
        Refused(run, "predicted label 1 is pos, where the probability 0.5 gives the other one");
        Edit(run, row => row["predicted-label"] = "neg");
        RunResult.Read(run).Checked();
    }

    [Fact]
    public void The_reviews_names_tell_which_label_is_which_class()
    {
        var run = Run();
        Swap(run, "predicted-label");
        Swap(run, "attribution-label");
        Refused(run, "predicted label 1 is neg, where the probability 0.87 gives the other one");
    }

    [Fact]
    public void Where_reviews_have_no_such_names_the_rows_agree_on_it()
    {
        var run = Run(name: (label, i) => $"line {i}");
        Edit(run, row => row["predicted-label"] = "neg");
        Refused(run, "attribution label 1 is pos, where the score 1.07 gives neg");
        Swap(run, "attribution-label");
        Refused(run, "predicted label 2 is neg, where the probability 0.04 gives the other one");
    }

    [Theory]
    [InlineData(ProtocolKind.AsWritten, "neg", "pos")]
    [InlineData(ProtocolKind.Corrected, "pos", "neg")]
    public void The_attribution_label_is_that_of_the_rule(ProtocolKind protocol, string label, string given)
    {
        var run = Run(protocol);
        Edit(run, row => row["attribution-label"] = label, at: 1);
        Refused(run, $"attribution label 2 is {label}, where the score -0.86 gives {given}");
    }

    private RunFolder Run(ProtocolKind protocol = ProtocolKind.AsWritten, Func<int, int, string>? name = null)
    {
        var toy = ToyTest.Run(ModelKind.Rnn, ToyTest.Mixed(0.8, 0.7), protocol: protocol);
        name ??= (label, i) => $"test/{(label == 1 ? "pos" : "neg")}/{i}_7";
        return (
            toy with
            {
                Predictions = toy.Predictions! with { Ids = [.. toy.Predictions.Labels.Select(name)] },
            }
        ).Write(temp.At("runs"));
    }

    private static void Edit(RunFolder run, Action<JsonNode> edit, int at = 0) =>
        ToyRun.Edit(run.Attributions, table => edit(table["rows"]![at]!));

    private static void Swap(RunFolder run, string field)
    {
        for (var at = 0; at < 2; at++)
            Edit(run, row => row[field] = row[field]!.GetValue<string>() == "pos" ? "neg" : "pos", at);
    }

    private static void Refused(RunFolder run, string why) =>
        FluentActions
            .Invoking(() => RunResult.Read(run).Checked())
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"{run.Attributions}: {why}. A run's files are written together: delete {run.Root} and train *"
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
