using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Repro.Data.Inputs;
using Repro.Torch;
using Repro.Verdicts.Compare;
using Assembly = System.Reflection.Assembly;

namespace Repro.Tests.Conventions;

/// <summary>
/// The order of the assemblies and, within each, of its folders: a folder uses only those named before it. Read from
/// the compiled types, so that a <c>using</c> alone proves nothing and a hidden one hides nothing.
/// </summary>
public class FolderOrderTests
{
    /// <summary>Lowest first. A name is a namespace below the assembly's own; "" is the assembly's root.</summary>
    private static readonly Dictionary<string, string[]> Order = new()
    {
        ["Repro"] =
        [
            "",
            "Files",
            "Locking",
            "Statistics",
            "Randomness",
            "Quantities",
            "Experiments",
            "Experiments.Settings",
            "Runs",
            "Metrics",
            "Requests",
        ],
        ["Repro.Data"] =
        [
            "Fetch.Archives",
            "Fetch.Download",
            "Fetch",
            "Prepare.Tokens",
            "Prepare",
            "Prepare.Batches",
            "Prepare.Vectors",
            "Imdb",
            "Sample",
            "Inputs",
            "Cache",
        ],
        ["Repro.Torch"] =
        [
            "Libtorch",
            "Serialization",
            "Kernels",
            "Kernels.Convolution",
            "Kernels.Recurrent",
            "Models",
            "Checkpoints",
            "Train",
            "Evaluate",
            "Attribution",
            "",
        ],
        ["Repro.Verdicts"] =
        [
            "Baselines",
            "Compare",
            "Interventions",
            "Accept",
            "Claims",
            "Diff.Predictions",
            "Diff",
            "Against",
            "Report.Tables",
            "Report.Sections",
            "Report.Page",
            "Report.Plain",
            "Report.Diffs",
            "Report",
        ],
    };

    private static readonly Dictionary<string, Assembly> Assemblies = new()
    {
        ["Repro"] = typeof(ExitCode).Assembly,
        ["Repro.Data"] = typeof(InputSource).Assembly,
        ["Repro.Torch"] = typeof(ExperimentRun).Assembly,
        ["Repro.Verdicts"] = typeof(Comparison).Assembly,
    };

    public static TheoryData<string> Names => [.. Order.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_uses_only_the_folders_before_it(string assembly)
    {
        var order = Order[assembly];
        Edges(assembly)
            .Where(edge => Array.IndexOf(order, edge.To) > Array.IndexOf(order, edge.From))
            .Select(edge => $"{edge.From} → {edge.To}: {edge.Types}")
            .Distinct()
            .Should()
            .BeEmpty("the order of {0} is {1}", assembly, string.Join(" < ", order));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_folder_has_its_place_in_the_order(string assembly) =>
        Types(assembly).Select(type => Folder(assembly, type)).Distinct().Should().BeEquivalentTo(Order[assembly]);

    [Theory]
    [InlineData("Repro")]
    [InlineData("Repro.Data", "Repro")]
    [InlineData("Repro.Torch", "Repro", "Repro.Data")]
    [InlineData("Repro.Verdicts", "Repro", "Repro.Data")]
    public void An_assembly_references_only_those_above_it_and_only_Torch_knows_libtorch(
        string assembly,
        params string[] above
    ) =>
        Assemblies[assembly]
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => name.StartsWith("Repro", StringComparison.Ordinal) || name == "TorchSharp")
            .Should()
            .BeSubsetOf(assembly == "Repro.Torch" ? [.. above, "TorchSharp"] : above);

    private static IEnumerable<(string From, string To, string Types)> Edges(string assembly) =>
        from type in Types(assembly)
        from dependency in type.Dependencies
        let target = dependency.Target
        where IsOf(assembly, target)
        select (Folder(assembly, type), Folder(assembly, target), $"{type.Name} uses {target.Name}");

    private static IEnumerable<IType> Types(string assembly) =>
        new ArchLoader().LoadAssembly(Assemblies[assembly]).Build().Types.Where(type => IsOf(assembly, type));

    // Type parameters and what the compiler makes up have no namespace.
    private static bool IsOf(string assembly, IType type) =>
        type is not GenericParameter
        && type.Namespace?.FullName is { } name
        && (name == assembly || name.StartsWith(assembly + ".", StringComparison.Ordinal));

    private static string Folder(string assembly, IType type) =>
        type.Namespace.FullName == assembly ? "" : type.Namespace.FullName[(assembly.Length + 1)..];
}
