using System.Text.Json.Nodes;
using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Build.Tests;

/// <summary>The target Diff as a process of its own, on a run with the committed baseline's numbers.</summary>
public sealed class DiffTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected);

    private readonly BuiltClone clone = new();
    private readonly RunFolder run;

    public DiffTests()
    {
        var baseline = new BaselineStore(Path.Combine(BuildFacts.RepoRoot, "baselines"), Spec);
        foreach (var file in Directory.EnumerateFiles(baseline.Folder))
            clone.Folder.Write(
                Path.Combine("baselines", "sample", "cpu", Spec.Name(), Path.GetFileName(file)),
                File.ReadAllText(file)
            );
        clone.Folder.Write(
            Path.Combine("baselines", "tolerances.json"),
            File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, "baselines", "tolerances.json"))
        );
        run = Leave(baseline.Read()!, Spec);
    }

    public void Dispose() => clone.Dispose();

    [Theory]
    [InlineData("metrics")]
    [InlineData("curves")]
    [InlineData("attributions")]
    public void An_equal_run_is_within(string of) => Ends(Run($"--of={of}"), 0, "Verdict: within: ");

    [Fact]
    public void A_regression_ends_with_1()
    {
        Edit(run.Metrics, m => m["values"]![QuantityNames.BestValidationLoss] = 0.9);
        Ends(Run(), 1, "Verdict: regression: ");
        Ends(Run("--format=json"), 1, "Verdict: regression: ");
        JsonNode.Parse(File.ReadAllText(clone.Folder.In("artifacts", "report", "diff-metrics.json")))!["exit-code"]!
            .GetValue<string>()
            .Should()
            .Be("regression");
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("curves")]
    [InlineData("attributions")]
    public void Json_stands_on_standard_output_alone_and_the_verdict_on_standard_error(string of)
    {
        var found = Run($"--of={of}", "--format=json");
        JsonNode.Parse(found.Output)!["of"]!.GetValue<string>().Should().Be(of);
        found.Error.TrimEnd().Split('\n')[^1].Should().StartWith("Verdict: within: ");
    }

    [Fact]
    public void No_baseline_ends_with_4()
    {
        Directory.Delete(clone.Folder.In("baselines", "sample"), recursive: true);
        Ends(Run(), 4, "Verdict: no-baseline: ");
    }

    [Fact]
    public void Other_reviews_end_with_5()
    {
        Edit(run.Manifest, m => m["corpus-digest"] = new string('d', 64));
        Ends(Run(), 5, "Verdict: not-comparable: ");
    }

    [Fact]
    public void A_side_that_is_missing_ends_with_6()
    {
        Ends(Run("--to=seed-7"), 6, "Verdict: not-measured: ");
        File.Delete(run.Complete);
        Ends(Run(), 6, "Verdict: not-measured: ");
    }

    [Fact]
    public void Another_seed_is_compared_with_the_current_run()
    {
        Leave(new BaselineStore(clone.Folder.In("baselines"), Spec).Read()!, Spec with { Seed = 7 });
        Ends(Run("--from=seed-7"), 0, "Verdict: within: ");
        Ends(Run("--of=attributions", "--from=seed-7", "--to=artifacts/runs"), 2, null);
    }

    [Fact]
    public void Predictions_are_shown_and_not_judged()
    {
        Ends(Run("--of=predictions"), 6, "Verdict: not-measured: ");
        var other = Leave(new BaselineStore(clone.Folder.In("baselines"), Spec).Read()!, Spec with { Seed = 7 });
        Predict(run, 0.9f, 0.2f);
        Predict(other, 0.8f, 0.6f);
        Ends(
            Run("--of=predictions", "--from=seed-7"),
            0,
            "Verdict: not judged: 2 of 2 predictions moved, and 1 of them"
        );
        var found = Run("--of=predictions", "--from=seed-7", "--format=json");
        JsonNode.Parse(found.Output)!["pairs"]![0]!["predictions"]!["right"]!["wrong-to-right"]!
            .GetValue<int>()
            .Should()
            .Be(1);
        Predict(other, 0.9f, 0.2f);
        Ends(Run("--of=predictions", "--from=seed-7"), 0, "Verdict: not judged: No prediction moved.");
    }

    [Fact]
    public void Attributions_leave_a_page()
    {
        var shown = Run("--of=attributions");
        shown
            .Output.Should()
            .Contain("rank")
            .And.MatchRegex(@"baseline\s+it\([+-]\d")
            .And.NotContain("\u001b", "the output is redirected");
        File.ReadAllText(clone.Folder.In("artifacts", "report", "diff-attributions.html"))
            .Should()
            .StartWith("<!DOCTYPE html>");
    }

    [Fact]
    public void A_side_that_is_none_ends_with_2_before_anything_runs()
    {
        var wrong = Run("--from=basline", "--of=metric");
        wrong.ExitCode.Should().Be(2);
        wrong.Output.Should().BeEmpty();
        wrong.Error.Should().Contain("--from: basline is not one of").And.Contain("--of: metric is not one of");
        Ends(Run("--from=run"), 2, "Failed: usage (exit code 2).");
    }

    private ProgramRun Run(params string[] args) => clone.Run(["--target=Diff", $"--only={Spec.Name()}", .. args]);

    private static void Ends(ProgramRun run, int exitCode, string? lastLine)
    {
        run.ExitCode.Should().Be(exitCode, run.Output + run.Error);
        if (lastLine is not null)
            (exitCode == 0 ? run.Output : run.Error).TrimEnd().Split('\n')[^1].Should().StartWith(lastLine);
    }

    private static void Predict(RunFolder folder, float positive, float negative)
    {
        SafeFile.WriteJson(
            folder.Predictions,
            new TestPredictions(["test/pos/0_10", "test/neg/0_1"], [1, 0], [positive, negative], [2])
        );
        SafeFile.WriteJson(folder.Metrics, new RunMetrics([]));
    }

    private static void Edit(string path, Action<JsonNode> edit)
    {
        var node = JsonNode.Parse(File.ReadAllText(path))!;
        edit(node);
        File.WriteAllText(path, node.ToJsonString());
    }

    /// <summary>A complete run that measured what the baseline has.</summary>
    private RunFolder Leave(Baseline baseline, ExperimentSpec spec)
    {
        var folder = RunFolder.Of(clone.Folder.In("artifacts", "runs"), spec, ImdbNotebook.Assignment);
        SafeFile.WriteJson(folder.Spec, spec);
        SafeFile.WriteJson(folder.Metrics, baseline.Metrics);
        SafeFile.WriteJson(folder.History, baseline.Curve);
        SafeFile.WriteJson(folder.Attributions, Unrounded(baseline.Attributions));
        SafeFile.WriteJson(
            folder.Manifest,
            new RunManifest
            {
                SpecHash = spec.Hash(),
                CorpusDigest = baseline.Provenance.CorpusDigest,
                VectorsDigest = baseline.Provenance.VectorsDigest,
                Environment = baseline.Provenance.Environment,
                Arithmetic = baseline.Provenance.Arithmetic,
                Started = DateTimeOffset.UnixEpoch,
                Seconds = [],
                Kernels = [],
                Commit = "unknown",
            }
        );
        SafeFile.WriteText(folder.Complete, "{}");
        return folder;
    }

    // A run's scores are the sums of its words; a baseline rounds both.
    private static AttributionTable Unrounded(AttributionTable table) =>
        new([.. table.Rows.Select(row => row with { Score = row.Words.Sum(word => word.Importance) })]);
}
