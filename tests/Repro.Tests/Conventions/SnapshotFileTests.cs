using System.Text.RegularExpressions;

namespace Repro.Tests.Conventions;

/// <summary>Finds snapshots that no test uses any more.</summary>
public class SnapshotFileTests
{
    private static readonly string[] Kinds = [".txt", ".png"];
    private static readonly string Expectations =
        $"{Path.DirectorySeparatorChar}Expectations{Path.DirectorySeparatorChar}";

    [Fact]
    public void Every_expectation_is_some_tests()
    {
        var files = SourceTests.Files("tests", Kinds).Where(IsExpectation).ToList();
        files.Should().NotBeEmpty().And.OnlyContain(file => Is(file, "verified") || Is(file, "received"));
        files
            .Where(file => Is(file, "verified") && !IsAskedFor(file))
            .Select(SourceTests.Relative)
            .Should()
            .BeEmpty("no test names them");
    }

    private static bool IsExpectation(string file) => file.Contains(Expectations, StringComparison.Ordinal);

    private static bool Is(string file, string state) =>
        Kinds.Any(kind => file.EndsWith($".{state}{kind}", StringComparison.Ordinal));

    /// <summary>
    /// Whether a test in the expectation's folder has its name, as a method or as the (interpolated) name it gives.
    /// </summary>
    private static bool IsAskedFor(string file)
    {
        var name = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file));
        var tests = Path.GetDirectoryName(file)!.Replace(Expectations, Path.DirectorySeparatorChar.ToString());
        return Directory.Exists(tests)
            && Directory
                .EnumerateFiles(tests, "*Tests.cs")
                .Select(File.ReadAllText)
                .Any(text =>
                    Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\(")
                    || Given(text).Any(pattern => Regex.IsMatch(name, pattern))
                );
    }

    /// <summary>
    /// The names given to <c>Snapshot.Match</c> and <c>Screenshot.Match</c>, as patterns; what is
    /// interpolated may be anything.
    /// </summary>
    private static IEnumerable<string> Given(string text) =>
        Regex
            .Matches(
                text,
                @"(Snapshot|Screenshot)\s*\.Match\((?:(?!;\s).)*?,\s*\$?""(?<name>[^""]+)""\s*\)\s*;",
                RegexOptions.Singleline
            )
            .Select(match => $"^{Regex.Replace(Regex.Escape(match.Groups["name"].Value), @"\\\{[^}]*}", ".+")}$");
}
