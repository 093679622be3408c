using System.Xml.Linq;
using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests;

/// <summary>
/// <c>dotnet build</c> as a person types it, with the clone's own properties and targets, on a program of two projects
/// in a path that has an apostrophe.
/// </summary>
public sealed class PlainBuildTests : IDisposable
{
    private const string Program = "it's/src/Program/Program.csproj";

    private static readonly DateTime LongAgo = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TempFolder folder = new();

    public PlainBuildTests()
    {
        foreach (var file in Directory.EnumerateFiles(BuildFacts.RepoRoot, "Directory.*").Append("global.json"))
            folder.Write(
                Path.Combine("it's", Path.GetFileName(file)),
                File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, file))
            );
        folder.Write("it's/src/Library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        folder.Write(
            Program,
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Library/Library.csproj" />
                <Content Include="beside.txt" CopyToOutputDirectory="Always" />
              </ItemGroup>
            </Project>
            """
        );
        folder.Write(
            "it's/src/Program/Program.cs",
            """Console.Write(Library.Words.Said + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "beside.txt")));"""
        );
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_built_is_what_lies_there_regardless_of_its_time()
    {
        Write("one", "two");
        Build();
        Said().Should().Be("onetwo");
        Write("six", "ten");
        Build();
        Said().Should().Be("sixten");
    }

    [Fact]
    public void No_environment_variable_decides_what_is_built_and_where()
    {
        var names = XDocument
            .Load(Path.Combine(BuildFacts.RepoRoot, "Directory.Build.props"))
            .Root!.Elements("PropertyGroup")
            .SelectMany(group => group.Elements())
            .Select(property => property.Name.LocalName)
            .Except(["PackageSet", "TorchBackend"]) // Those are asked for in the environment.
            .Distinct()
            .ToList();
        names
            .Should()
            .Contain([
                "Configuration",
                "Platform",
                "OutputPath",
                "OutDir",
                "BaseIntermediateOutputPath",
                "DefineConstants",
                "VSTestTestCaseFilter",
                "VSTestNoBuild",
            ]);
        var hostile = names.ToDictionary(name => name.ToUpperInvariant(), string? (_) => "planted");
        Properties(names, hostile).Should().Be(Properties(names, new Dictionary<string, string?>()));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("woodpecker", true)]
    public void MSBuild_and_the_build_agree_on_who_is_a_build_server(string value, bool isServer)
    {
        Properties(["IsCi"], new Dictionary<string, string?> { ["CI"] = value })
            .Trim()
            .Should()
            .Be(isServer ? "true" : "false");
        new ReproBuild.BuildSurroundings(name => name == "CI" ? value : null, "/").IsCi.Should().Be(isServer);
    }

    /// <summary>Both of three letters, so that no length tells them apart.</summary>
    private void Write(string inLibrary, string beside)
    {
        foreach (
            var file in (string[])
                [
                    folder.Write(
                        "it's/src/Library/Words.cs",
                        $"namespace Library;\n\npublic static class Words\n{{\n    public const string Said = "
                            + $"\"{inLibrary}\";\n}}\n"
                    ),
                    folder.Write("it's/src/Program/beside.txt", beside),
                ]
        )
            File.SetLastWriteTimeUtc(file, LongAgo);
    }

    private void Build()
    {
        var run = Dotnet(["build", "-v", "q", "-nologo", folder.In(Program)], new Dictionary<string, string?>());
        run.ExitCode.Should().Be(0, run.Output + run.Error);
    }

    private string Said() =>
        Dotnet(
            [folder.In("it's/artifacts/build/portable/bin/Program/debug/Program.dll")],
            new Dictionary<string, string?>()
        ).Output;

    private string Properties(IReadOnlyList<string> names, IReadOnlyDictionary<string, string?> environment)
    {
        var run = Dotnet(["msbuild", folder.In(Program), "-getProperty:" + string.Join(',', names)], environment);
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        return run.Output;
    }

    private ProgramRun Dotnet(IEnumerable<string> args, IReadOnlyDictionary<string, string?> environment) =>
        ProgramRun.Start(
            Environment.ProcessPath!,
            args,
            folder.In("it's"),
            new Dictionary<string, string?>(environment)
            {
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["MSBUILDDISABLENODEREUSE"] = "1", // No process outlives the test.
                ["UseSharedCompilation"] = "false",
                ["PackageSet"] = null,
                ["TorchBackend"] = null,
            },
            Limit
        );
}
