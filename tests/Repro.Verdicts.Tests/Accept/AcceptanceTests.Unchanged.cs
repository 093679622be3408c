using System.Globalization;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Report.Plain;

namespace Repro.Verdicts.Tests.Accept;

public sealed partial class AcceptanceTests
{
    /// <summary>Twelve epochs, whose paths sort differently as text.</summary>
    private static readonly ToyRun Long = ToyRun.Of() with
    {
        Epochs = [.. Enumerable.Range(1, 12).Select(e => new EpochRecord(e, 1.0 / e, 1.5 / e, true))],
        Steps = new StepLosses([0.7, 0.6], [.. Enumerable.Range(1, 12).Select(e => 1.0 / e)]),
    };

    [Fact]
    public void Accepting_the_same_runs_again_writes_nothing()
    {
        RunFolder[] runs = [Long.Write(temp.At("runs")), ToyRun.Of(ModelKind.Rnn, seed: 7).Write(temp.At("runs"))];
        Accept(Request, runs);
        Accept(Request, ToyRun.Of(ModelKind.Rnn, seed: 8).Write(temp.At("runs")));
        var before = Files();

        var again = Accept(
            Request with
            {
                Reason = "once more",
            },
            [.. runs, ToyRun.Of(ModelKind.Rnn, seed: 8).Write(temp.At("runs"))]
        );

        again.Should().OnlyContain(accepted => accepted.IsUnchanged);
        Files().Should().Equal(before);
        using var console = new StringWriter(CultureInfo.InvariantCulture);
        ConsoleReport.Write(ToyReport.PlainConsole(console, 120), again);
        console.ToString().Should().Contain("seeds 1234: unchanged").And.NotContain("rebaseline");
    }

    [Theory]
    [InlineData(null, "not recorded")]
    [InlineData("other-platform", "other-platform")]
    public void What_other_code_made_is_refused_with_both_digests(string? program, string shown)
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        ToyRun.Edit(run.Complete, m => m["program"] = program);
        var refused = FluentActions.Invoking(() => Accept(Request, run)).Should().Throw<ReproException>().Which;
        refused.ExitCode.Should().Be(ExitCode.NotComparable);
        refused.Message.Should().Contain($"was made by other code ({shown})").And.Contain("(toyp-");
        Directory.Exists(Baselines).Should().BeFalse();
    }

    [Fact]
    public void What_this_code_made_on_another_library_is_accepted()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        ToyRun.Edit(run.Complete, m => m["program"] = ProgramDigest.CodeOf(ToyRun.Program) + "-another-libtorch");
        Accept(Request, run).Should().ContainSingle();
    }

    [Fact]
    public void What_is_unchanged_stays_beside_what_is_not()
    {
        var same = ToyRun.Of(ModelKind.Rnn).Write(temp.At("runs"));
        Accept(Request, same, ToyRun.Of().Write(temp.At("runs")));
        Accept(Request, same, WithF1(0.9).Write(temp.At("runs")))
            .Select(accepted => accepted.IsUnchanged)
            .Should()
            .Equal(false, true);
        Read(ToyRun.Of(ModelKind.Rnn).Spec).Provenance.History.Should().ContainSingle();
        Read(ToyRun.Of().Spec).Provenance.History.Should().HaveCount(2);
    }

    [Fact]
    public void The_same_numbers_on_another_machine_are_another_baseline()
    {
        Accept(Request, ToyRun.Of().Write(temp.At("runs")));
        Accept(Request, (ToyRun.Of() with { Cpu = "another" }).Write(temp.At("runs")))
            .Should()
            .OnlyContain(accepted => !accepted.IsUnchanged);
        Read(ToyRun.Of().Spec).Provenance.History.Should().HaveCount(2);
    }

    [Fact]
    public void The_sources_of_a_tree_with_changes_are_refused_unless_allowed_and_then_recorded()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        DirtyIsRefused(Request with { DirtyTree = true }, run, "*The sources have uncommitted changes*");
        Accept(Request with { DirtyTree = true, DirtyOk = true }, run);
        Read(ToyRun.Of().Spec).Provenance.History.Single().DirtyTree.Should().BeTrue();
    }

    [Fact]
    public void A_run_that_such_a_tree_made_is_refused_in_a_clean_one_too()
    {
        var (run, other) = (ToyRun.Of().Write(temp.At("runs")), ToyRun.Of(seed: 7).Write(temp.At("runs")));
        ToyRun.Edit(other.Manifest, m => m["commit"] = "0123456789abcdef+dirty");
        ToyRun.Complete(other);
        DirtyIsRefused(Request, other, "*Runs were made from uncommitted sources (cnn-glove.as-written)*");
        Accept(Request, run);
        Read(ToyRun.Of().Spec).Provenance.History.Single().DirtyTree.Should().BeNull();
        Accept(Request with { DirtyOk = true }, run, other);
        var entry = Read(ToyRun.Of().Spec).Provenance.History[^1];
        (entry.Commit, entry.DirtyTree).Should().Be(("0123456789abcdef", true));
    }

    private void DirtyIsRefused(AcceptanceRequest request, RunFolder run, string why)
    {
        FluentActions
            .Invoking(() => Accept(request, run))
            .Should()
            .Throw<ReproException>()
            .WithMessage(why)
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
        Directory.Exists(Baselines).Should().BeFalse();
    }

    private SortedDictionary<string, string> Files() =>
        new(
            Directory
                .EnumerateFiles(Baselines, "*", SearchOption.AllDirectories)
                .ToDictionary(file => file, File.ReadAllText),
            StringComparer.Ordinal
        );
}
