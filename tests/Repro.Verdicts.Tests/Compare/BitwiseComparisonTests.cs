using System.Text.Json.Nodes;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// A run of the baseline's own seed and arithmetic in which one number is moved at a time, by less than any tolerance.
/// </summary>
public sealed class BitwiseComparisonTests : IDisposable
{
    private static readonly StepLosses Steps = new([0.6931472f, 0.69f, 0.68f], [0.6931472f, 0.5f, 0.4f])
    {
        Read = ["1a", "1b", "1c"],
    };

    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public BitwiseComparisonTests()
    {
        run = (ToyRun.Of() with { Steps = Steps }).Write(temp.At("runs"));
        ToyAcceptance.Accept(Baselines, [run], new AcceptanceRequest("first", "Ada", OnCi: false), TimeProvider.System);
    }

    public void Dispose() => temp.Dispose();

    private string Baselines => temp.At("baselines");

    [Fact]
    public void The_accepted_run_is_equal_bit_for_bit() =>
        Lane()
            .Should()
            .Match<QuantityComparison>(c =>
                c.Verdict == Verdict.Within
                && c.Found == 0
                && c.Blocking
                && c.Because == "all 33 numbers are the baseline's, bit for bit"
            );

    [Fact]
    public void The_first_step_that_differs_is_named_with_its_distance_and_its_place()
    {
        Edit(run.History, h => h["steps"]!["first-epoch"]![1] = (double)MathF.BitIncrement(0.69f));
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8612345679);
        var lane = Lane();
        lane.Should().Match<QuantityComparison>(c => c.Verdict == Verdict.Changed && c.Found == 2 && c.Blocking);
        lane.Because.Should()
            .Be(
                "first: step 2 of epoch 1, 0.690000057220459 instead of 0.6899999976158142, 1 ULP of float32 "
                    + "apart, 8.6e-8 relative; the first update: a backward pass or the optimiser"
            );
        Directory.EnumerateFiles(run.Root, "*.received.json").Should().BeEmpty("the rounded values are the baseline's");
    }

    public static TheoryData<string, string, string, string> Places() =>
        new()
        {
            {
                "history.json",
                "steps/first-epoch/0",
                "step 1 of epoch 1",
                "the first forward pass: initialisation or the model"
            },
            {
                "history.json",
                "steps/epoch-starts/1",
                "step 1 of epoch 2",
                "inside the epoch before it: a kernel, dropout or the optimiser"
            },
            { "history.json", "epochs/0/validation-loss", "curve.1.validation-loss", "after an epoch: validation" },
            {
                "history.json",
                "epochs/2/train-loss",
                "curve.3.train-loss",
                "inside an epoch: a kernel, dropout or the optimiser"
            },
            { "metrics.json", "values/test.f1.global", "test.f1.global", "after the test: a metric" },
            {
                "attributions.json",
                "rows/0/words/2/importance",
                "attribution.1.importance.3",
                "after the test: attribution"
            },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public void Where_it_begins_says_what_computed_it(string file, string path, string name, string place)
    {
        Edit(
            Path.Combine(run.Root, file),
            json =>
            {
                var segments = path.Split('/');
                var parent = segments[..^1]
                    .Aggregate(json, (node, s) => int.TryParse(s, out var i) ? node[i]! : node[s]!);
                JsonNode moved = Math.BitIncrement(
                    (
                        int.TryParse(segments[^1], out var last) ? parent[last]! : parent[segments[^1]]!
                    ).GetValue<double>()
                );
                if (parent is JsonArray array)
                    array[last] = moved;
                else
                    parent[segments[^1]] = moved;
            }
        );

        Lane()
            .Because.Should()
            .StartWith($"first: {name}, ")
            .And.EndWith($"1 ULP of float64 apart, {Relative(Lane().Because)} relative; {place}");
    }

    [Fact]
    public void An_epoch_that_is_missing_is_a_difference()
    {
        Edit(
            run.History,
            h =>
            {
                h["epochs"]!.AsArray().RemoveAt(2);
                h["steps"]!["epoch-starts"]!.AsArray().RemoveAt(2);
                h["steps"]!["read"]!.AsArray().RemoveAt(2);
            }
        );
        Lane().Because.Should().Be("first: the batches of epoch 3 is missing (an epoch's order: shuffling)");
    }

    [Fact]
    public void A_difference_is_a_change_regardless_of_the_tolerances()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8612345679);
        Overall(exact: false)
            .Should()
            .Match<OverallVerdict>(o => o.Verdict == Verdict.Changed && o.ExitCode == ExitCode.Changed);
        Overall(exact: true).ExitCode.Should().Be(ExitCode.Changed);
    }

    [Fact]
    public void A_change_for_the_worse_beyond_the_tolerance_is_a_regression()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.5);
        Overall(exact: false).ExitCode.Should().Be(ExitCode.Regression);
    }

    [Fact]
    public void Another_name_of_the_processor_hides_nothing()
    {
        Edit(run.Manifest, m => m["environment"]!["cpu"] = "another");
        Lane().Verdict.Should().Be(Verdict.Within);
        Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.8612345679);
        Lane().Verdict.Should().Be(Verdict.Changed);
    }

    [Fact]
    public void Under_another_arithmetic_nothing_is_reported_unless_requested()
    {
        Edit(
            run.Manifest,
            m =>
            {
                m["arithmetic"] = new string('b', 64);
                m["environment"]!["threads"] = 1;
            }
        );
        Compared(exact: false).Should().NotContain(c => c.Quantity == QuantityPath.ExactDiffering);
        Compared(exact: true)
            .Single(c => c.Quantity == QuantityPath.ExactDiffering)
            .Because.Should()
            .Be(
                "bit for bit: the arithmetic is not the baseline's: bbbbbbbbbbbb instead of aaaaaaaaaaaa (threads 1 "
                    + "instead "
                    + "of 2)"
            );
        Overall(exact: true).ExitCode.Should().Be(ExitCode.NotComparable);
    }

    [Fact]
    public void A_run_without_arithmetic_is_never_the_same_run()
    {
        Edit(run.Manifest, m => m.AsObject().Remove("arithmetic"));
        var store = new BaselineStore(Baselines, ToyRun.Of().Spec);
        Edit(store.Provenance, p => p.AsObject().Remove("arithmetic"));
        Compared(exact: false).Should().NotContain(c => c.Quantity == QuantityPath.ExactDiffering);
        Overall(exact: true).ExitCode.Should().Be(ExitCode.NotComparable);
    }

    [Fact]
    public void A_run_or_a_baseline_without_the_record_is_not_comparable_where_requested()
    {
        Edit(run.History, h => h.AsObject().Remove("steps"));
        Compared(exact: true)
            .Single(c => c.Quantity == QuantityPath.ExactDiffering)
            .Because.Should()
            .EndWith("train it anew");
        var store = new BaselineStore(Baselines, ToyRun.Of().Spec);
        File.Delete(store.Exact);
        Edit(store.Provenance, p => p.AsObject().Remove("exact-digest"));
        Compared(exact: true)
            .Single(c => c.Quantity == QuantityPath.ExactDiffering)
            .Because.Should()
            .EndWith("accept it anew");
    }

    private QuantityComparison Lane() => Compared(exact: false).Single(c => c.Quantity == QuantityPath.ExactDiffering);

    private EquatableList<QuantityComparison> Compared(bool exact) =>
        Comparison.Compare([run], Baselines, ToyTolerances.All, exact).Comparisons;

    private OverallVerdict Overall(bool exact) =>
        VerdictFiles.Merge(Profiles.Imdb, [], [Comparison.Compare([run], Baselines, ToyTolerances.All, exact)]);

    private static string Relative(string because) => because.Split("apart, ")[1].Split(" relative")[0];

    private static void Edit(string path, Action<JsonNode> edit) => ToyRun.Edit(path, edit);
}
