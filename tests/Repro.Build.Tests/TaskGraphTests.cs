using System.Reflection;
using System.Text.RegularExpressions;
using Repro.Build.Tests.Testing;
using ReproBuild;
using ReproBuild.Tasks;

namespace Repro.Build.Tests;

public class TaskGraphTests
{
    public static TheoryData<Target> Targets => [.. Target.All];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_is_named_as_its_class_and_described_in_a_sentence(Target target)
    {
        target.Name.Should().Be(target.Task.Name);
        target.Description.Should().EndWith(".").And.MatchRegex("^[A-Z]");
        target.Task.IsSealed.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_has_a_file_of_its_own(Target target)
    {
        var file = Directory
            .EnumerateFiles(
                Path.Combine(BuildFacts.RepoRoot, "build", "Tasks"),
                $"{target.Name}.cs",
                SearchOption.AllDirectories
            )
            .Should()
            .ContainSingle()
            .Which;
        Regex
            .Count(
                File.ReadAllText(file),
                @"^(public|internal) .*\b(class|record|struct|interface|enum)\b",
                RegexOptions.Multiline
            )
            .Should()
            .Be(1, file);
    }

    [Fact]
    public void Every_task_class_is_public_or_the_host_would_not_find_it() =>
        typeof(Target)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsClass: true, IsAbstract: false }
                && t.GetCustomAttributes().Any(a => a.GetType().Name == "TaskNameAttribute")
            )
            .Should()
            .OnlyContain(t => t.IsPublic)
            .And.HaveCount(Target.All.Count);

    [Fact]
    public void The_tests_run_on_what_was_just_built() =>
        Target.All.Single(t => t.Name == nameof(Test)).Dependencies.Should().Equal(typeof(ReproBuild.Tasks.Build));

    [Fact]
    public void Fresh_seeds_are_trained_between_comparing_and_reporting_and_not_by_either()
    {
        DependenciesOf(nameof(ReproBuild.Tasks.Pipeline.Report))
            .Should()
            .Equal(typeof(ReproBuild.Tasks.Pipeline.Confirm));
        DependenciesOf(nameof(ReproBuild.Tasks.Pipeline.Confirm))
            .Should()
            .Equal(typeof(ReproBuild.Tasks.Pipeline.Compare));
    }

    private static IReadOnlyList<Type> DependenciesOf(string target) =>
        Target.All.Single(t => t.Name == target).Dependencies;
}
