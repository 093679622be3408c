using System.Text.RegularExpressions;
using Repro.Testing;

namespace Repro.Verdicts.Tests.Testing;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snapshot").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_missing_expectation_fails_and_leaves_the_candidate()
    {
        await Failing("one\ntwo");

        File.ReadAllText(Received).Should().Be("one\ntwo");
        File.Exists(Verified).Should().BeFalse();
    }

    [Fact]
    public async Task Another_text_fails_and_is_written_beside()
    {
        File.WriteAllText(Verified, "one");

        await Failing("two");

        File.ReadAllText(Received).Should().Be("two");
        File.ReadAllText(Verified).Should().Be("one");
    }

    [Fact]
    public async Task The_accepted_text_passes_and_takes_the_candidate_away()
    {
        File.WriteAllText(Verified, "one\ntwo");
        File.WriteAllText(Received, "older");

        await Snapshot.Verify(folder, "text", "one\ntwo", showDifference: false);

        File.Exists(Received).Should().BeFalse();
    }

    [Fact]
    public void Expectations_lie_in_a_tree_like_that_of_the_tests() =>
        Snapshot
            .Folder(Path.Combine(Tests, "Report", "SomeTests.cs"))
            .Should()
            .Be(Path.Combine(Tests, "Expectations", "Report"));

    [Fact]
    public void No_test_forgets_to_wait_for_its_snapshot()
    {
        var forgetful = Directory
            .EnumerateFiles(Tests, "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"(?<!\b(await|return)\s+|=>\s+)Snapshot\.Match\("));

        forgetful.Should().BeEmpty("a task that nobody awaits fails no test");
    }

    private string Verified => Path.Combine(folder, "text.verified.txt");

    private string Received => Path.Combine(folder, "text.received.txt");

    private static string Tests => Path.Combine(Repository.Tests, "Repro.Verdicts.Tests");

    private async Task Failing(string text)
    {
        var failing = () => Snapshot.Verify(folder, "text", text, showDifference: false);
        await failing.Should().ThrowAsync<Exception>();
    }
}
