using System.Diagnostics;
using Repro.Build.Tests.Testing;
using ReproBuild;

namespace Repro.Build.Tests;

public sealed class GitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public GitTests()
    {
        folder.Write("Repro.sln", "");
        folder.Write("baselines/a.json", "{}");
        folder.Write(".gitignore", "artifacts\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_without_a_repository_has_no_commit() => Git.Commit(folder.Root).Should().BeNull();

    [Fact]
    public void A_clean_clone_has_its_commit()
    {
        var commit = Commit(folder.Root);
        folder.Write("artifacts/build/a.dll", "ignored");
        folder.Write("baselines/a.json", "{ }");
        folder.Write("baselines/b.json", "{}");
        Git.Commit(folder.Root).Should().Be(commit, "outputs are ignored, and baselines make no run");
    }

    [Theory]
    [InlineData("Repro.sln", "changed")]
    [InlineData("src/New.cs", "added")]
    [InlineData("Repro.sln", null)]
    public void Changed_added_and_deleted_files_are_reported(string file, string? text)
    {
        var commit = Commit(folder.Root);
        if (text is null)
            File.Delete(folder.In(file));
        else
            folder.Write(file, text);
        Git.Commit(folder.Root).Should().Be(commit + "+dirty");
        Ask(folder.Root, "add", "--all");
        Git.Commit(folder.Root).Should().Be(commit + "+dirty", "what is staged is in no commit");
    }

    [Fact]
    public void A_source_archive_unpacked_inside_another_repository_has_none_of_that_ones_commits()
    {
        var commit = Commit(folder.Root);
        folder.Write("vendor/repro/Repro.sln", "");
        Git.Commit(folder.In("vendor", "repro")).Should().BeNull();
        Ask(folder.Root, "add", "--all");
        Ask(folder.Root, "commit", "--quiet", "--message=vendored");
        Git.Commit(folder.In("vendor", "repro")).Should().BeNull("tracked there, it is still another's commit");
        Git.Commit(folder.Root).Should().MatchRegex("^[0-9a-f]{40}$").And.NotBe(commit);
    }

    [Fact]
    public void A_repository_without_a_commit_has_none()
    {
        Ask(folder.Root, "init", "--quiet");
        Git.Commit(folder.Root).Should().BeNull();
    }

    private static string Commit(string root)
    {
        Ask(root, "init", "--quiet");
        Ask(root, "add", "--all");
        Ask(root, "commit", "--quiet", "--message=first");
        return Ask(root, "rev-parse", "HEAD").Trim();
    }

    private static string Ask(string root, params string[] question)
    {
        var info = new ProcessStartInfo(
            "git",
            [
                "-C",
                root,
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.invalid",
                "-c",
                "commit.gpgsign=false",
                .. question,
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(info)!;
        var answer = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().Be(0, string.Join(' ', question));
        return answer;
    }
}
