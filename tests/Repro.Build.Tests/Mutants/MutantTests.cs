using ReproBuild;
using ReproBuild.Mutants;

namespace Repro.Build.Tests.Mutants;

public class MutantTests
{
    private static readonly IReadOnlyList<Mutant> All = Mutant.ReadAll(
        Path.Combine(RepoPaths.OfProgram().Root, "tests", "Repro.Mutants", "mutants.json")
    );

    [Fact]
    public void There_are_sixty_of_every_stage_each_in_its_place()
    {
        All.Count.Should().BeGreaterThanOrEqualTo(60);
        All.Select(m => m.Name).Should().OnlyHaveUniqueItems();
        All.Select(m => m.Stage)
            .Distinct()
            .Should()
            .Contain([
                "tokens",
                "vocabulary",
                "split",
                "batches",
                "initialisation",
                "convolution",
                "recurrent",
                "backward",
                "dropout",
                "optimiser",
                "stopping",
                "weights",
                "metrics",
                "attribution",
            ]);
        All.Count(m => m.Equivalent is not null).Should().BeLessThanOrEqualTo(All.Count / 20);
        foreach (var mutant in All)
        {
            var text = File.ReadAllText(Path.Combine(RepoPaths.OfProgram().Root, mutant.File));
            mutant.Apply(text).Should().NotBe(text, mutant.Name);
        }
    }

    [Fact]
    public void Text_that_is_missing_or_occurs_twice_is_refused()
    {
        var mutant = new Mutant("a", "tokens", "It is wrong", "src/A.cs", "x = 1", "x = 2");
        mutant.Apply("int x = 1;").Should().Be("int x = 2;");
        foreach (var text in (string[])["int y = 1;", "x = 1; x = 1;"])
            FluentActions
                .Invoking(() => mutant.Apply(text))
                .Should()
                .Throw<ReproException>()
                .Which.ExitCode.Should()
                .Be(ExitCode.InputMissing);
    }

    [Fact]
    public void Each_day_has_others_and_all_have_their_day()
    {
        var today = new DateOnly(2026, 3, 1);
        Mutant.Chosen(All, null, today, All).Should().Equal(All);
        Mutant
            .Chosen(All, "3", today, All)
            .Should()
            .HaveCount(3)
            .And.NotIntersectWith(Mutant.Chosen(All, "3", today.AddDays(1), All));
        Enumerable
            .Range(0, (All.Count + 2) / 3)
            .SelectMany(day => Mutant.Chosen(All, "3", today.AddDays(day), All))
            .Distinct()
            .Should()
            .HaveCount(All.Count);
        Mutant
            .Chosen(All, "lr-1.2, cnn-bias-lost", today, All)
            .Select(m => m.Name)
            .Should()
            .BeEquivalentTo("lr-1.2", "cnn-bias-lost");
    }

    [Theory]
    [InlineData("lr-9")]
    [InlineData("0")]
    [InlineData(",")]
    public void An_unknown_name_is_a_wrong_command_line(string asked) =>
        FluentActions
            .Invoking(() => Mutant.Chosen(All, asked, default, All))
            .Should()
            .Throw<ReproException>()
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [Fact]
    public void A_build_server_rotates_over_what_has_been_seen_before()
    {
        IReadOnlyList<Mutant> seen = [All[3], All[8], All[20], All[41]];
        var today = new DateOnly(2026, 11, 29);
        Enumerable
            .Range(0, 4)
            .SelectMany(day => Mutant.Chosen(All, "3", today.AddDays(day), seen))
            .Distinct()
            .Should()
            .BeEquivalentTo(seen);
        Mutant.Chosen(All, "3", today, []).Should().BeEmpty();
    }
}
