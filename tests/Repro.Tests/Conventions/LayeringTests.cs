using System.Reflection;
using NetArchTest.Rules;
using Repro.Torch;

namespace Repro.Tests.Conventions;

/// <summary>
/// Who may know whom: fetching, comparing and reporting run where libtorch cannot, and stages meet in files alone.
/// </summary>
public class LayeringTests
{
    private static readonly Assembly Repro = typeof(ExitCode).Assembly;
    private static readonly Assembly ReproTorch = typeof(ExperimentRun).Assembly;

    [Fact]
    public void Repro_does_not_know_libtorch() =>
        Repro.GetReferencedAssemblies().Select(a => a.Name).Should().NotContain(["TorchSharp", "Repro.Torch"]);

    [Theory]
    [InlineData("Repro.Fetch", "Repro.Compare", "Repro.Report")]
    [InlineData("Repro.Prepare", "Repro.Compare", "Repro.Report")]
    [InlineData("Repro.Experiment", "Repro.Compare", "Repro.Report")]
    [InlineData("Repro.Evaluate", "Repro.Fetch", "Repro.Compare", "Repro.Report")]
    [InlineData("Repro.Intervene", "Repro.Fetch", "Repro.Compare", "Repro.Report")]
    [InlineData(
        "Repro.Compare",
        "Repro.Fetch",
        "Repro.Prepare",
        "Repro.Evaluate",
        "Repro.Intervene",
        "Repro.Diff",
        "Repro.Report"
    )]
    [InlineData("Repro.Diff", "Repro.Fetch", "Repro.Prepare", "Repro.Evaluate", "Repro.Intervene", "Repro.Report")]
    [InlineData("Repro.Report", "Repro.Fetch", "Repro.Prepare", "Repro.Evaluate", "Repro.Intervene")]
    public void A_stage_does_not_know_the_stages_it_shares_only_files_with(string stage, params string[] strangers) =>
        Violations(Repro, stage, strangers)
            .Should()
            .BeEmpty("{0} meets {1} in the run folder", stage, string.Join(" and ", strangers));

    [Fact]
    public void Training_knows_nothing_of_baselines_and_reports() =>
        Violations(ReproTorch, "Repro.Torch", "Repro.Compare", "Repro.Report", "Repro.Fetch").Should().BeEmpty();

    private static IEnumerable<string> Violations(Assembly assembly, string layer, params string[] strangers)
    {
        var types = Types.InAssembly(assembly).That().ResideInNamespaceStartingWith(layer);
        types.GetTypes().Should().NotBeEmpty("{0} is a namespace of {1}", layer, assembly.GetName().Name);
        return types.ShouldNot().HaveDependencyOnAny(strangers).GetResult().FailingTypeNames ?? [];
    }
}
