using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class FolderCheckTests
{
    [Theory]
    [InlineData("/temporary", "TMPDIR", "name another in TMPDIR")]
    [InlineData("/users/me", "HOME", "name another in HOME")]
    [InlineData("/artifacts", "artifacts", "Make it a folder")]
    [InlineData("/runs", "runs", "--runs=DIR")]
    [InlineData("/cache", "cache", "REPRO_CACHE=DIR")]
    public void Each_folder_is_tried_and_named_with_the_remedy(string folder, string subject, string remedy)
    {
        var check = All(tried => tried == folder ? "the disk is full" : null).Should().ContainSingle().Subject;
        check.State.Should().Be(CheckState.Problem);
        check.Subject.Should().Be($"folder, {subject}");
        check.Finding.Should().Be($"{folder} cannot be written to: the disk is full");
        check.Remedy.Should().Contain(remedy);
    }

    [Fact]
    public void Five_folders_that_can_be_written_to_are_one_line() =>
        All(_ => null).Should().ContainSingle().Which.State.Should().Be(CheckState.Ok);

    private static IReadOnlyList<Check> All(Func<string, string?> writeFault) =>
        FolderCheck.Of([
            .. FolderCheck.FaultsOfSdk("/temporary", "/users/me", writeFault),
            .. FolderCheck.FaultsOfStages("/artifacts", "/runs", "/cache", writeFault),
        ]);
}
