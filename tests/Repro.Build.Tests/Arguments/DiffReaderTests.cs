using Repro.Build.Tests.Testing;
using Repro.Verdicts.Diff;
using ReproBuild;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Arguments;

public class DiffReaderTests
{
    [Fact]
    public void Without_options_the_metrics_of_the_current_run_are_compared_with_the_baselines() =>
        Read()
            .Should()
            .BeEquivalentTo(
                (
                    new DiffRequest(DiffSubject.Metrics, SideName.Baseline, SideName.Run, DiffFormat.Table),
                    Array.Empty<string>()
                )
            );

    [Fact]
    public void Every_option_arrives()
    {
        var (request, faults) = Read("--of=attributions", "--from=as-written", "--to", "seed-7", "--format=md");
        faults.Should().BeEmpty();
        (request.Of, request.From.Text, request.To.Text, request.Format)
            .Should()
            .Be((DiffSubject.Attributions, "as-written", "seed-7", DiffFormat.Md));
    }

    [Fact]
    public void A_folder_is_found_from_where_the_command_was_given()
    {
        using var temp = new TempFolder();
        temp.Write(Path.Combine("runs", "mine", "spec.json"), "{}");
        var commandLine = CommandLine.Parse(["--from=runs/mine"]);
        var (request, faults) = new DiffReader(commandLine, new BuildSurroundings(_ => null, temp.Root)).Read();
        faults.Should().BeEmpty();
        request.From.Should().Be(new SideName(SideKind.Folder, temp.In("runs", "mine")));
    }

    [Fact]
    public void Words_that_are_none_are_refused() =>
        CommandLine
            .Parse(["--of=metric", "--format=html"])
            .Faults.Should()
            .Equal(
                "--of: metric is not one of metrics, curves, attributions, predictions. Did you mean metrics?",
                "--format: html is not one of table, json, md."
            );

    [Fact]
    public void Both_sides_say_what_would_be_legal_and_what_is_nearest() =>
        Read("--from=basline", "--to=seed-x")
            .Faults.Should()
            .Equal(
                "--from: basline is not one of baseline, run, seed-N, as-written, corrected, and no folder "
                    + "that has spec.json. Did you mean baseline?",
                "--to: seed-x is not one of baseline, run, seed-N, as-written, corrected, and no folder that "
                    + "has spec.json. Did you mean seed-N?"
            );

    private static (DiffRequest Request, IReadOnlyList<string> Faults) Read(params string[] args) =>
        new DiffReader(CommandLine.Parse(args), new BuildSurroundings(_ => null, "/work")).Read();
}
