using System.Diagnostics;
using Repro.Build.Tests.Testing;
using Repro.Requests;
using ReproBuild;
using ReproBuild.Against;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Against;

public sealed class OtherSideTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly string root;

    public OtherSideTests()
    {
        root = temp.In("clone");
        Directory.CreateDirectory(root);
        Git("init", "--quiet", "--initial-branch=main");
        Commit("first");
        Commit("second");
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_commit_is_checked_out_in_a_folder_of_its_own()
    {
        var side = OtherSide.Find("HEAD~1", new RepoPaths(root), root);
        await side.CheckOutAsync(root, CancellationToken.None);
        File.ReadAllText(Path.Combine(side.Tree, "Repro.sln")).Should().Be("first");
        File.ReadAllText(Path.Combine(root, "Repro.sln")).Should().Be("second");
        side.Tree.Should().StartWith(Path.Combine(root, "artifacts", "against"));
        await side.CheckOutAsync(root, CancellationToken.None); // A second time changes nothing.
    }

    [Fact]
    public void A_clone_is_used_where_it_lies() =>
        OtherSide.Find(".", new RepoPaths("/elsewhere"), root).Should().Be(new OtherSide(root, root, null));

    [Theory]
    [InlineData("nosuch")]
    [InlineData("--upload-pack=x")]
    [InlineData("")]
    public void What_is_neither_is_refused_before_anything_runs(string text) =>
        FluentActions
            .Invoking(() => OtherSide.Find(text, new RepoPaths(root), temp.Root))
            .Should()
            .Throw<ReproException>()
            .WithMessage("--against: * is neither a commit of this repository nor a folder that holds Repro.sln. *")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [Fact]
    public void On_a_build_server_the_base_of_a_pull_request_is_taken()
    {
        Git("update-ref", "refs/remotes/origin/main", "HEAD~1");
        Dictionary<string, string?> variables = new() { ["CI"] = "true", ["GITHUB_BASE_REF"] = "main" };
        Of(variables)!.Commit.Should().Be(ReproBuild.Git.Resolve(root, "HEAD~1"));
        Of(new() { ["GITHUB_BASE_REF"] = "main" }).Should().BeNull("a person asks by the option");
        Of(new() { ["CI"] = "true" }).Should().BeNull();
    }

    [Fact]
    public void A_clone_without_the_base_says_that_its_yardstick_is_not_compared()
    {
        Dictionary<string, string?> variables = new() { ["CI"] = "true", ["GITHUB_BASE_REF"] = "gone" };
        var surroundings = new BuildSurroundings(variables.GetValueOrDefault, root);
        Of(variables).Should().BeNull();
        OtherSide
            .Missing(new RepoPaths(root), surroundings)
            .Should()
            .StartWith("Yardstick: not compared with origin/gone");
    }

    [Fact]
    public void The_other_version_is_asked_for_the_same_experiments_and_seeds()
    {
        var request = (
            ReproRequest.Default(root, _ => null) with
            {
                Only = ["cnn.corrected"],
                Seed = 3,
                Seeds = [3, 4],
                Overrides = ["training.max-epochs=2"],
            }
        ).Resolve();
        OtherSide
            .Arguments(request)
            .Should()
            .Equal(
                "--target=AttributeReviews",
                "--profile=sample",
                "--only=cnn.corrected",
                "--seeds=3,4",
                "--device=cpu",
                "--set=training.max-epochs=2"
            );
    }

    private OtherSide? Of(Dictionary<string, string?> variables) =>
        OtherSide.Of(
            CommandLine.Parse([]),
            new RepoPaths(root),
            new BuildSurroundings(variables.GetValueOrDefault, root)
        );

    private void Commit(string text)
    {
        File.WriteAllText(Path.Combine(root, "Repro.sln"), text);
        Git("add", "Repro.sln");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", text);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]))!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
