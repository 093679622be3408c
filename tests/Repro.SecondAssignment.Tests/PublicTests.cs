using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Repro;
using Repro.Torch;

namespace SecondAssignment;

/// <summary>That what stands here can be done by anybody, and is what src/README.md says.</summary>
public partial class PublicTests
{
    private static readonly string Root = typeof(PublicTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepoRoot")
        .Value!;
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "src", "README.md"))
        .ReplaceLineEndings("\n");

    [Fact]
    public void No_assembly_of_the_product_makes_an_exception_for_this_one() =>
        new[] { typeof(ExitCode).Assembly, typeof(ExperimentRun).Assembly }
            .SelectMany(a => a.GetCustomAttributes<InternalsVisibleToAttribute>())
            .Select(a => a.AssemblyName)
            .Should()
            .NotBeEmpty()
            .And.NotContain(typeof(PublicTests).Assembly.GetName().Name);

    [Fact]
    public void Every_line_of_code_that_the_walkthrough_shows_stands_in_a_file_here()
    {
        var project = Path.Combine(Root, "tests", "Repro.SecondAssignment.Tests");
        var lines = Directory
            .EnumerateFiles(project, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".json")
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim())
            .ToHashSet(StringComparer.Ordinal);
        var shown = Code()
            .Matches(Readme)
            .SelectMany(block => block.Groups["code"].Value.Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line is not ("" or "…"))
            .ToList();
        shown.Should().HaveCountGreaterThan(20);
        shown.Except(lines).Should().BeEmpty("they are of another version");
    }

    [GeneratedRegex("```(csharp|json)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
