using System.Text.RegularExpressions;
using Repro.Testing;

namespace Repro.Tests.Conventions;

/// <summary>Rules for all files of the repository.</summary>
public partial class SourceTests
{
    private const int LongestFile = 250;

    private static readonly string[] TextFiles =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".md",
        ".json",
        ".sh",
        ".ps1",
        ".txt",
        ".css",
        ".sln",
    ];

    public static TheoryData<string> Sources => ["src", "build", "tests"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_file_has_one_subject_and_so_no_more_than_250_lines(string folder) =>
        Files(folder, ".cs")
            .Where(file => File.ReadLines(file).Count() > LongestFile)
            .Should()
            .BeEmpty("a longer file has two subjects");

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine_or_a_package_registry() =>
        Files("", TextFiles)
            .SelectMany(file =>
                File.ReadLines(file).Select((line, i) => (Line: line, Place: $"{Relative(file)}:{i + 1}"))
            )
            .Where(found => MachineOrRegistry().IsMatch(found.Line))
            .Select(found => $"{found.Place}: {found.Line.Trim()}")
            .Should()
            .BeEmpty();

    [Fact]
    public void A_suppressed_warning_says_why() =>
        Files("", ".cs")
            .SelectMany(file =>
                File.ReadLines(file).Select((line, i) => (Line: line, Place: $"{Relative(file)}:{i + 1}"))
            )
            .Where(found => UnexplainedSuppression().IsMatch(found.Line))
            .Select(found => found.Place)
            .Should()
            .BeEmpty();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Repro.sln")).Replace('\\', '/');
        Projects()
            .Select(Relative)
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Projects()
            .Select(project => Path.Combine(Path.GetDirectoryName(project)!, "packages.portable.lock.json"))
            .Where(file => !File.Exists(file))
            .Select(Relative)
            .Should()
            .BeEmpty();

    // The stubs belong to the package set card, which the solution is not of unless asked for, and which has no lock files.
    private static IEnumerable<string> Projects() =>
        Files("", ".csproj").Where(p => !Relative(p).StartsWith("tests/Repro.CardStubs/", StringComparison.Ordinal));

    internal static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, folder),
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden }
            )
            .Where(file =>
                extensions.Contains(Path.GetExtension(file))
                && Relative(file).Split('/') is var parts
                && !parts.Intersect(["artifacts", "bin", "obj"]).Any()
            )
            .Order(StringComparer.Ordinal);

    internal static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    // Written so that this line does not find itself.
    [GeneratedRegex(
        @"(^|[\s""'(=])(/home/|/root/|/Users/|/mnt/|[A-Za-z]:\\Users)\w|\bnuget[.]org\b|\bpypi[.]org\b|\bnpmjs[.]com\b|\bartifactory\b|pkgs[.]dev[.]azure"
    )]
    private static partial Regex MachineOrRegistry();

    [GeneratedRegex(@"#pragma warning disable(?!.*//)|SuppressMessage\((?!.*Justification)")]
    private static partial Regex UnexplainedSuppression();
}
