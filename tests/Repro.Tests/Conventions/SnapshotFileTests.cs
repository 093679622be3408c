using System.Text.RegularExpressions;
using Repro.Tests.Testing;

namespace Repro.Tests.Conventions;

/// <summary>Expectations that no test asks for any more would be believed for ever.</summary>
public class SnapshotFileTests
{
    private const string Verified = ".verified.txt";

    [Fact]
    public void Every_expectation_is_some_tests()
    {
        var files = SourceTests.Files("tests/Repro.Tests/Expectations", ".txt").ToList();
        files.Should().NotBeEmpty().And.OnlyContain(file => file.EndsWith(Verified) || file.EndsWith(".received.txt"));
        files.Where(file => file.EndsWith(Verified, StringComparison.Ordinal) && !IsAskedFor(file)).Select(SourceTests.Relative).Should().BeEmpty("no test names them");
    }

    /// <summary>Whether a test in the expectation's folder has its name, as a method or as the (interpolated) name it gives.</summary>
    private static bool IsAskedFor(string file)
    {
        var name = Path.GetFileName(file)[..^Verified.Length];
        var tests = Path.Combine(Repository.Tests, Path.GetRelativePath(Path.Combine(Repository.Tests, "Expectations"), Path.GetDirectoryName(file)!));
        return Directory.Exists(tests) && Directory.EnumerateFiles(tests, "*Tests.cs").Select(File.ReadAllText)
            .Any(text => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\(") || Given(text).Any(pattern => Regex.IsMatch(name, pattern)));
    }

    /// <summary>The names given to <see cref="Snapshot.Match"/>, as patterns; what is interpolated may be anything.</summary>
    private static IEnumerable<string> Given(string text) => Regex.Matches(text, @"Snapshot\.Match\(.*, \$?""(?<name>[^""]+)""\)")
        .Select(match => $"^{Regex.Replace(Regex.Escape(match.Groups["name"].Value), @"\\\{[^}]*}", ".+")}$");
}
