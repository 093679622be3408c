using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Build.Tests;

/// <summary>What the training program does besides training, on machines without an SDK.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(
        Profiles.Sample,
        ModelKind.CnnGlove,
        ProtocolKind.Corrected
    );

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(0, ExitCode.Success, "within")]
    [InlineData(-0.3, ExitCode.Regression, "too-far")]
    public void Runs_agree_with_the_CPUs_baselines_or_are_too_far_from_them(
        double difference,
        ExitCode exitCode,
        string outcome
    )
    {
        Leave(difference);
        var run = Run("agree", "table.md");
        run.ExitCode.Should().Be((int)exitCode, run.Output + run.Error);
        run.Output.Should().MatchRegex($@"cnn-glove\.corrected \| test\.f1\.global .* {outcome} ");
        File.ReadAllText(temp.In("table.md")).Should().Be(run.Output);
    }

    [Fact]
    public void A_run_that_is_not_there_agrees_with_nothing()
    {
        temp.Write("here", "");
        Run("agree", "table.md").ExitCode.Should().Be((int)ExitCode.NotMeasured);
    }

    [Fact]
    public void An_unknown_command_is_refused_with_those_there_are()
    {
        temp.Write("here", "");
        var run = Run("steps", "folder", "many");
        run.ExitCode.Should().Be((int)ExitCode.Usage);
        run.Error.Trim()
            .Should()
            .Be(
                "steps folder many: is no command; there are repeat, about, agree TABLE.md, steps FOLDER "
                    + "COUNT, and nothing at all, which trains. Give one of them."
            );
    }

    [Fact]
    public void The_first_steps_are_recorded_with_weights_and_batches_for_others_to_take_them()
    {
        temp.Write("here", "");
        var run = Run("steps", "steps", "3");
        run.ExitCode.Should().Be(0, run.Error);
        string In(string name) => temp.In("steps", Spec.Name(), name);
        File.ReadAllLines(In("batches.jsonl"))
            .Should()
            .HaveCount(3)
            .And.OnlyContain(line => line.StartsWith("{\"labels\":[", StringComparison.Ordinal));
        File.Exists(In("initial.safetensors")).Should().BeTrue();
        var ours = System.Text.Json.JsonDocument.Parse(File.ReadAllText(In("ours.json"))).RootElement;
        var losses = ours.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble()).ToList();
        // A fresh model's logits are within ±1, so a loss is from ln(1 + 1/e) to ln(1 + e).
        losses.Should().HaveCount(3).And.OnlyContain(loss => loss > 0.31 && loss < 1.32);
        ours.GetProperty("dropped-losses")
            .EnumerateArray()
            .Select(loss => loss.GetDouble())
            .Should()
            .HaveCount(3)
            .And.NotEqual(losses);
        ours.GetProperty("seconds").EnumerateArray().Should().HaveCount(3);
    }

    /// <summary>A run on the GPU whose figures are those of the CPU's baseline, but for F1.</summary>
    private void Leave(double difference)
    {
        var baseline = new BaselineStore(Path.Combine(BuildFacts.RepoRoot, "baselines"), Spec).Read()!;
        var folder = RunFolder.Of(temp.In("runs"), Spec with { Device = "cuda" }, ImdbNotebook.Assignment);
        var values = new SortedDictionary<string, double>(baseline.Metrics.Values, StringComparer.Ordinal);
        values[QuantityNames.F1Global] += difference;
        SafeFile.WriteJson(folder.Spec, Spec with { Device = "cuda" });
        SafeFile.WriteJson(folder.Metrics, new RunMetrics(values));
        SafeFile.WriteJson(
            folder.Manifest,
            new RunManifest
            {
                SpecHash = Spec.Hash(),
                CorpusDigest = baseline.Provenance.CorpusDigest,
                Environment = baseline.Provenance.Environment,
                Started = DateTimeOffset.UnixEpoch,
                Seconds = new(StringComparer.Ordinal) { ["train"] = 12.3 },
                Kernels = [],
                Commit = "unknown",
            }
        );
        SafeFile.WriteText(folder.Complete, "{}");
    }

    private ProgramRun Run(params string[] args)
    {
        var request = new ReproRequest
        {
            Only = [Spec.Name()],
            Device = args[0] == "agree" ? "cuda" : "cpu",
            Cache = temp.In("cache"),
            Runs = temp.In("runs"),
            Verdicts = temp.In("verdicts"),
            Baselines = Path.Combine(BuildFacts.RepoRoot, "baselines"),
        };
        SafeFile.WriteJson(temp.In("request.json"), request);
        return ProgramRun.Start(
            Environment.ProcessPath!,
            [BuildFacts.Reproduction, .. args],
            temp.Root,
            new Dictionary<string, string?> { ["REPRO_REQUEST"] = temp.In("request.json") }
        );
    }
}
