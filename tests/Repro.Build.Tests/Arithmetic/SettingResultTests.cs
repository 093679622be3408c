using Repro.Build.Tests.Testing;
using Repro.Verdicts.Compare;
using ReproBuild;
using ReproBuild.Arithmetic;

namespace Repro.Build.Tests.Arithmetic;

public sealed class SettingResultTests : IDisposable
{
    private static readonly TestCounts Green = new(403, 0, Ended: true);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("passed=\"403\" failed=\"0\" error=\"0\"", 0, 403, 0, true)]
    [InlineData("passed=\"402\" failed=\"1\"", 1, 402, 1, false)]
    [InlineData("passed=\"402\" failed=\"0\" aborted=\"1\"", 1, 402, 1, false)]
    [InlineData("passed=\"402\" failed=\"0\"", 134, 402, 0, false)]
    [InlineData("passed=\"0\" failed=\"0\"", 0, 0, 0, false)]
    public void Tests_are_green_where_some_ran_and_all_of_them_passed(
        string counters,
        int exitCode,
        int passed,
        int failed,
        bool green
    )
    {
        var trx = Written($"<TestRun xmlns=\"x\"><ResultSummary><Counters {counters} /></ResultSummary></TestRun>");
        var counts = TestCounts.Read(trx, exitCode);
        counts.Should().Be(new TestCounts(passed, failed, exitCode == 0));
        counts.IsGreen.Should().Be(green);
    }

    [Fact]
    public void A_run_that_left_no_result_file_or_half_of_one_is_red()
    {
        TestCounts.Read(temp.In("none.trx"), 0).IsGreen.Should().BeFalse();
        TestCounts.Read(Written("<TestRun><Counters passed=\"40"), 0).IsGreen.Should().BeFalse();
        TestCounts.Read(Written("<TestRun />"), 0).IsGreen.Should().BeFalse();
    }

    [Fact]
    public void Everything_red_is_named_and_ends_with_1()
    {
        Finding(Result("a"), Result("b") with { Sample = Sample(Verdict.Within) })
            .Should()
            .Be(new Finding(ExitCode.Success, "green under 2 settings, runs under 1 of them"));
        var finding = Finding(
            Result("a"),
            Result("b") with
            {
                Tests = Green with { Failed = 1 },
            },
            Result("c") with
            {
                Sample = Sample(Verdict.Regression),
            },
            Result("d") with
            {
                Sample = Sample(Verdict.NotMeasured),
            },
            Result("e") with
            {
                Tests = null,
                Reason = "there is no program taskset in PATH",
            }
        );
        finding.ExitCode.Should().Be(ExitCode.Regression);
        finding.Sentence.Should().StartWith("red under b, c, d; ");
    }

    private static SettingResult Result(string name) => new(new ArithmeticSetting(name), Green, null, 0);

    private static OverallVerdict Sample(Verdict verdict) =>
        new("sample", verdict, VerdictFiles.ExitCodeOf(verdict), [], []);

    private static Finding Finding(params SettingResult[] results) => ProcessorTable.Finding(results);

    private string Written(string text) => temp.Write("results.trx", text);
}
