using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using ReproBuild.Arithmetic;

namespace Repro.Build.Tests.Arithmetic;

public class RoundingTwinTests
{
    private static readonly ResolvedRequest Request = new ReproRequest
    {
        Cache = "cache",
        Runs = "runs",
        Verdicts = "verdicts",
        Baselines = "baselines",
        Overrides = ["training.patience=2"],
    }.Resolve();

    [Fact]
    public void There_are_enough_and_more_where_a_library_has_no_other_path()
    {
        RoundingTwin.All.Select(twin => twin.Name).Should().OnlyHaveUniqueItems();
        RoundingTwin.All.Count.Should().BeGreaterThan(RoundingSpan.EnoughTwins);
        RoundingTwin.All.Count(twin => twin.Noise is not null).Should().BeGreaterThanOrEqualTo(4);
        RoundingTwin.All.Select(twin => twin.Threads).Should().Contain([1, 2]);
        RoundingTwin
            .All.SelectMany(twin => twin.Setting.Variables.Keys)
            .Should()
            .Contain(["ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_CBWR"]);
    }

    [Fact]
    public void A_twin_is_the_same_experiment_in_a_folder_of_its_own()
    {
        var folders = RoundingTwin.All.Select(twin => twin.Of(Request, "twins")).ToList();
        folders.Select(r => r.Runs).Should().OnlyHaveUniqueItems().And.NotContain("runs");
        foreach (var request in folders)
            request.Experiments.Should().Equal(Request.Experiments);
    }

    [Fact]
    public void Accept_looks_where_they_are_trained()
    {
        var spec = Request.Experiments[0];
        RoundingTwin
            .FoldersOf("twins", spec)
            .Select(t => t.Folder.Root)
            .Should()
            .Equal(RoundingTwin.All.Select(twin => twin.Of(Request, "twins").FolderOf(spec).Root));
    }

    [Fact]
    public void Noise_and_threads_are_handed_on()
    {
        RoundingTwin
            .All.Select(twin => twin.Of(Request, "twins").Noise)
            .Should()
            .Contain([new RoundingNoise(1, 1), new RoundingNoise(1, 4), null]);
        var threads = Request with { Threads = 4 };
        RoundingTwin.All[0].Of(threads, "twins").Threads.Should().Be(4);
    }
}
