using Repro.Build.Tests.Testing;
using Repro.Verdicts.Compare;
using ReproBuild;
using ReproBuild.Arguments;

namespace Repro.Build.Tests;

public sealed class NextStepsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Where_all_is_within_there_is_nothing_to_do()
    {
        NextSteps.List(Overall(Of("cnn.corrected", Verdict.Within)), CommandLine.Parse([])).Should().BeEmpty();
        GitHubAnnotations.Render(Overall(Of("cnn.corrected", Verdict.Within))).Should().BeEmpty();
    }

    [Fact]
    public void Received_files_are_named_and_the_command_that_accepts_is_about_the_same_runs()
    {
        var received = temp.Write("cnn.corrected/metrics.received.json", "{}");
        var steps = NextSteps.List(
            Overall(
                Of("cnn.corrected", Verdict.Improvement),
                Of("cnn.as-written", Verdict.NoBaseline),
                Of("rnn.corrected", Verdict.Within),
                Of("rnn.as-written", Verdict.NotMeasured)
            ),
            CommandLine.Parse(["--target=Reproduce", "--profile=imdb-mini", "--seed=7", "--models=rnn,cnn"])
        );
        steps
            .Should()
            .Equal(
                $"Received: {received}",
                $"If the new values are right: {Usage.Script} --profile=imdb-mini --seed=7 "
                    + "--models=rnn,cnn --target=Accept --only=cnn.corrected,cnn.as-written --reason='…'"
            );
    }

    [Fact]
    public void What_is_only_suspected_comes_with_the_command_that_confirms_it()
    {
        var suspected = Of("cnn.corrected", Verdict.Regression);
        suspected = suspected with
        {
            Comparisons =
            [
                .. suspected.Comparisons.Select(c =>
                    c with
                    {
                        Confirmation = new Confirmation(ConfirmationOutcome.Suspected, []),
                    }
                ),
            ],
        };
        NextSteps
            .List(
                Overall(Of("rnn.corrected", Verdict.Within), suspected),
                CommandLine.Parse(["--target=Compare", "--profile=imdb", "--seed=7"])
            )
            .First()
            .Should()
            .Be(
                "Suspected, not confirmed: cnn.corrected. To train 8 fresh seeds of each, in about 0 s: "
                    + $"{Usage.Script} --profile=imdb --seed=7 --target=Reproduce --only=cnn.corrected --confirm=8"
            );
    }

    [Fact]
    public void What_is_worse_needs_the_option_that_allows_it() =>
        NextSteps
            .List(Overall(Of("cnn.corrected", Verdict.Regression)), CommandLine.Parse([]))
            .Should()
            .ContainSingle()
            .Which.Should()
            .EndWith("--target=Accept --only=cnn.corrected --reason='…' --allow-regression");

    [Fact]
    public void GitHub_shows_what_blocks_on_one_line_each_errors_first()
    {
        var multiline = Of("rnn.corrected", Verdict.Regression) with { Experiment = "rnn.corrected" };
        var because = multiline with { Comparisons = [multiline.Comparisons[0] with { Because = "50 %\nof it" }] };
        GitHubAnnotations
            .Render(Overall(Of("cnn.corrected", Verdict.Improvement), because) with { Missing = ["cnn.as-written"] })
            .Should()
            .Equal(
                "::error title=cnn.as-written::no verdict: it left no result",
                "::error title=rnn.corrected test.f1.global::regression: 0.9 → 0.8, tolerance 0.01. 50 %25%0Aof it",
                "::notice title=cnn.corrected test.f1.global::improvement: 0.9 → 0.8, tolerance 0.01. a test"
            );
    }

    private static OverallVerdict Overall(params EquatableList<ExperimentVerdict> experiments) =>
        VerdictFiles.Merge("sample", [], experiments);

    private ExperimentVerdict Of(string experiment, Verdict verdict) =>
        new(
            "sample",
            experiment,
            1234,
            temp.In(experiment),
            [new QuantityComparison(experiment, "test.f1.global", 0.9, 0.8, 0.01, Blocking: true, verdict, "a test")]
        );
}
