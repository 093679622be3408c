using Repro.Experiments;
using Repro.Requests;

namespace Repro.Tests.Requests;

public class FreshSeedsTests
{
    private static readonly ReproRequest Request = new()
    {
        Seed = 5,
        Cache = "/cache",
        Runs = "/runs",
        Verdicts = "/verdicts",
        Baselines = "/baselines",
    };

    [Fact]
    public void Seeds_that_had_a_say_are_passed_over() =>
        FreshSeeds.Choose(Request with { Seeds = [5, 7] }, [1, 2, 8], count: 4).Should().Equal(6, 9, 10, 11);

    [Fact]
    public void After_the_last_seed_comes_the_first() =>
        FreshSeeds.Choose(Request with { Seed = uint.MaxValue - 1 }, [0], count: 3).Should().Equal(uint.MaxValue, 1, 2);

    [Theory]
    [InlineData(Profiles.Sample, null, 8)]
    [InlineData(Profiles.Sample, 0, 0)]
    [InlineData(Profiles.Imdb, null, 0)]
    [InlineData(Profiles.Imdb, 4, 4)]
    public void Only_what_trains_in_seconds_confirms_unasked(string profile, int? asked, int count) =>
        FreshSeeds.Count(Request with { Profile = profile, Confirm = asked }).Should().Be(count);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Too_few_confirm_nothing(int count, bool legal) => FreshSeeds.IsLegal(count).Should().Be(legal);

    [Fact]
    public void Each_fresh_seed_has_a_run_folder_of_its_own()
    {
        var request = (Request with { Fresh = [6, 7] }).Resolve();
        var spec = request.Experiments[0];
        request
            .FreshFoldersOf(spec)
            .Select(folder => folder.Root)
            .Should()
            .Equal(request.FolderOf(spec with { Seed = 6 }).Root, request.FolderOf(spec with { Seed = 7 }).Root);
        Request.Resolve().FreshFoldersOf(spec).Should().BeEmpty();
        request.ByFreshSeed().Select(one => one.Experiments[0].Seed).Should().Equal(6, 7);
    }
}
