using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class RoomCheckTests
{
    private const long Giga = 1_000_000_000;

    [Theory]
    [InlineData("sample", 8, CheckState.Ok)]
    [InlineData("sample", 1, CheckState.Note)]
    [InlineData("sample", 0, CheckState.Problem)]
    [InlineData("imdb", 8, CheckState.Ok)]
    [InlineData("imdb", 4, CheckState.Note)]
    [InlineData("imdb", 2, CheckState.Problem)]
    public void The_notebook_needs_more_memory_than_the_sample(string profile, long gigabytes, CheckState state) =>
        RoomCheck.Memory(gigabytes * Giga, profile).State.Should().Be(state);

    [Fact]
    public void A_shortage_says_what_there_is_and_what_is_needed() =>
        RoomCheck
            .Memory(2 * Giga, "imdb")
            .Should()
            .Be(
                Check.Problem(
                    "memory",
                    "2.0 GB, at least 3.0 GB are needed for profile imdb",
                    "Close other programs or raise the container's limit; --profile=sample needs least."
                )
            );

    [Theory]
    [InlineData("sample", 2, CheckState.Ok)]
    [InlineData("imdb", 2, CheckState.Note)]
    [InlineData("sample", 0, CheckState.Problem)]
    public void Checkpoints_of_the_notebook_take_room(string profile, long gigabytes, CheckState state) =>
        RoomCheck.Artifacts(gigabytes * Giga, profile).State.Should().Be(state);

    [Theory]
    [InlineData(0, CheckState.Ok)]
    [InlineData(2_176_768_927, CheckState.Problem)]
    public void The_cache_needs_room_for_what_is_yet_to_be_downloaded(long missing, CheckState state) =>
        RoomCheck.Cache(1 * Giga, missing).State.Should().Be(state);
}
