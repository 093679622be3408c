using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Fixtures;

namespace Repro.Build.Tests;

/// <summary>What a stage ends with where fixtures ended with an error.</summary>
public sealed class FailedExperimentsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(new[] { ExitCode.NotMeasured }, ExitCode.NotMeasured)]
    [InlineData(new[] { ExitCode.NotMeasured, ExitCode.InputMissing }, ExitCode.InputMissing)]
    [InlineData(new[] { ExitCode.NotMeasured, ExitCode.ToolFailure }, ExitCode.ToolFailure)]
    [InlineData(new[] { ExitCode.Usage, ExitCode.NotMeasured }, ExitCode.Usage)]
    public void The_most_severe_reason_decides(ExitCode[] codes, ExitCode expected)
    {
        var request = ReproRequest.Default(temp.Root, _ => null).Resolve();
        var specs = request.Experiments.Take(codes.Length).ToList();
        foreach (var (spec, code) in specs.Zip(codes))
            Leave(request, spec, code);
        var failed = FailedExperiments.Since(DateTimeOffset.MinValue, request);
        failed.All.Select(one => one.Name).Should().Equal(specs.Select(spec => spec.Name()));
        failed.ExitCodeOf(specs.Select(spec => spec.Name())).Should().Be(expected);
        failed.Text.Should().StartWith($"{specs[0].Name()}: it ended");
    }

    [Fact]
    public void An_experiment_that_left_no_reason_is_a_failure_of_the_tool() =>
        FailedExperiments
            .Since(DateTimeOffset.MinValue, ReproRequest.Default(temp.Root, _ => null).Resolve())
            .ExitCodeOf(["cnn.corrected"])
            .Should()
            .Be(ExitCode.ToolFailure);

    private static void Leave(ResolvedRequest request, ExperimentSpec spec, ExitCode code)
    {
        using var log = new RunEventLog(request.FolderOf(spec).Events);
        log.Add(
            new RunEvent
            {
                Kind = RunEventKind.Failed,
                Time = DateTimeOffset.UnixEpoch,
                Message = "it ended",
                ExitCode = code,
            }
        );
    }
}
