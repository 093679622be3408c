using Repro.Testing;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

public sealed class VerdictFilesTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(Verdict.Within, ExitCode.Success)]
    [InlineData(Verdict.Improvement, ExitCode.Success)]
    [InlineData(Verdict.NoBaseline, ExitCode.NoBaseline)]
    [InlineData(Verdict.NotComparable, ExitCode.NotComparable)]
    [InlineData(Verdict.NotMeasured, ExitCode.NotMeasured)]
    [InlineData(Verdict.Regression, ExitCode.Regression)]
    public void Each_verdict_outweighs_those_before_it(Verdict verdict, ExitCode exit)
    {
        Verdict[] order =
        [
            Verdict.Within,
            Verdict.Improvement,
            Verdict.NoBaseline,
            Verdict.NotComparable,
            Verdict.NotMeasured,
            Verdict.Regression,
        ];
        var upTo = order[..(Array.IndexOf(order, verdict) + 1)];

        var overall = VerdictFiles.Merge(
            "sample",
            [],
            [.. upTo.Reverse().Select((v, i) => Experiment($"experiment-{i}", (v, true)))]
        );

        (overall.Verdict, overall.ExitCode).Should().Be((verdict, exit));
    }

    [Fact]
    public void What_does_not_block_does_not_decide() =>
        VerdictFiles
            .Of(Experiment("rnn.corrected", (Verdict.Regression, false), (Verdict.Within, true)))
            .Should()
            .Be(Verdict.Within);

    [Fact]
    public void Comparing_nothing_is_not_measured() =>
        VerdictFiles.Of(Experiment("rnn.corrected")).Should().Be(Verdict.NotMeasured);

    [Fact]
    public void A_profile_without_experiments_is_not_measured() =>
        VerdictFiles.Merge(temp.Root, "sample", []).ExitCode.Should().Be(ExitCode.NotMeasured);

    [Fact]
    public void An_experiment_whose_fixture_left_nothing_is_not_measured()
    {
        VerdictFiles.Write(temp.Root, Experiment("rnn.corrected", (Verdict.Within, true)));

        var overall = VerdictFiles.Merge(temp.Root, "sample", ["rnn.corrected", "cnn.corrected"]);

        overall.Missing.Should().Equal("cnn.corrected");
        overall.ExitCode.Should().Be(ExitCode.NotMeasured);
        VerdictFiles.Merge(temp.Root, "sample", ["rnn.corrected"]).ExitCode.Should().Be(ExitCode.Success);
    }

    [Fact]
    public void What_was_decided_earlier_is_forgotten()
    {
        VerdictFiles.Write(temp.Root, Experiment("rnn.corrected", (Verdict.Within, true)));
        VerdictFiles.Clear(temp.Root, "sample");
        VerdictFiles.Merge(temp.Root, "sample", ["rnn.corrected"]).Missing.Should().Equal("rnn.corrected");
    }

    private static ExperimentVerdict Experiment(string name, params (Verdict Verdict, bool Blocking)[] comparisons) =>
        new(
            "sample",
            name,
            1234,
            "runs",
            [
                .. comparisons.Select(c => new QuantityComparison(
                    name,
                    "test.f1.global",
                    1,
                    1,
                    0,
                    c.Blocking,
                    c.Verdict,
                    ""
                )),
            ]
        );
}
