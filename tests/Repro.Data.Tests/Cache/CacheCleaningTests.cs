using Repro.Data.Cache;
using Repro.Testing;

namespace Repro.Data.Tests.Cache;

public sealed class CacheCleaningTests : IDisposable
{
    private readonly ToyCache cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public void Damaged_and_stale_files_go_and_all_others_stay()
    {
        File.WriteAllBytes(cache.Archive, [1, 2, 3]);
        File.AppendAllText(cache.Vectors, "more");
        var foreign = cache.Write("prepared/thesis.doc", [1]);

        cache
            .Clean()
            .Where(file => file.IsRemovable)
            .Select(file => file.Path)
            .Should()
            .BeEquivalentTo(cache.Archive, cache.Vectors);

        File.Exists(cache.Archive).Should().BeFalse();
        Directory.Exists(Path.GetDirectoryName(cache.Archive)).Should().BeFalse("nothing else was in its folder");
        File.Exists(cache.Vectors).Should().BeFalse();
        cache.Check().Select(file => file.Path).Should().BeEquivalentTo(cache.Note, cache.Corpus, foreign);
        cache.Clean().Should().NotContain(file => file.IsRemovable);
    }

    [Fact]
    public void What_another_program_or_an_earlier_version_prepared_goes_and_our_own_stays()
    {
        string[] theirs =
        [
            Copy(cache.Corpus, ".0123456789abcdef.corpus"),
            Copy(cache.Vectors, ".0123456789abcdef.vectors"),
            Copy(cache.Corpus, ".corpus"),
            Copy(cache.Vectors, ".vectors"),
        ];
        cache.QuickScan().Where(file => file.State == CachedState.Stale).Should().HaveCount(4);
        cache
            .Clean()
            .Where(file => file.IsRemovable)
            .Should()
            .OnlyContain(file => file.Finding == "was prepared by another program" && file.State == CachedState.Stale)
            .And.OnlyContain(file => theirs.Contains(file.Path))
            .And.HaveCount(4);
        theirs.Should().NotContain(path => File.Exists(path));
        cache.Artefacts.Should().OnlyContain(path => File.Exists(path));
    }

    [Fact]
    public void A_whole_cache_is_left_as_it_is()
    {
        cache.Clean();
        cache.Artefacts.Should().OnlyContain(path => File.Exists(path));
    }

    [Fact]
    public void An_empty_or_missing_folder_has_nothing_to_remove()
    {
        Directory.CreateDirectory(cache.Outside("empty"));
        Run(cache.Outside("empty")).Should().BeEmpty();
        Run(cache.Outside("nowhere")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("home", "is the home folder or above it")]
    [InlineData("", "is the home folder or above it")]
    [InlineData("work/clone", "is the repository's folder or above it")]
    [InlineData("work", "is the repository's folder or above it")]
    [InlineData("papers", "is not a cache of this program; nothing was removed")]
    public void A_folder_that_can_be_no_cache_is_refused_before_anything_is_touched(string folder, string why)
    {
        foreach (var place in new[] { "home", "work/clone", "papers", "." })
        {
            Directory.CreateDirectory(cache.Outside(place));
            File.WriteAllText(Path.Combine(cache.Outside(place), "thesis.doc"), "precious");
        }

        FluentActions
            .Invoking(() => Run(cache.Outside(folder)))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"cache: {cache.Outside(folder)} {why}. Name the cache in REPRO_CACHE, or unset it for the "
                    + "platform's cache folder."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
    }

    [Fact]
    public void The_root_of_a_disk_is_refused() =>
        FluentActions
            .Invoking(() => Run(Path.GetPathRoot(cache.Root)!))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*is the root of a disk.*");

    [SkippableFact]
    public void A_link_to_the_home_folder_is_the_home_folder()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        Directory.CreateDirectory(cache.Outside("home/prepared"));
        Directory.CreateSymbolicLink(cache.Outside("linked"), cache.Outside("home"));
        FluentActions
            .Invoking(() => Run(cache.Outside("linked")))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*is the home folder or above it.*");
        FluentActions
            .Invoking(() => Run(Path.Combine(cache.Outside("linked"), "prepared", "..")))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*is the home folder or above it.*");
    }

    [Fact]
    public void A_cache_in_the_clone_or_at_home_is_a_cache() =>
        new CacheCleaning(cache.Root, cache.Outside("."), cache.Outside("."))
            .Invoking(c => c.Run(ToyCache.Now, [ToyCache.Entry], ToyRun.Program))
            .Should()
            .NotThrow();

    private string Copy(string prepared, string ending)
    {
        var name = Path.GetFileName(prepared)[..64] + ending;
        return cache.Write(Path.Combine("prepared", name), File.ReadAllBytes(prepared));
    }

    private IReadOnlyList<CachedFile> Run(string folder) =>
        new CacheCleaning(folder, cache.Outside("home"), cache.Outside("work/clone")).Run(
            ToyCache.Now,
            [ToyCache.Entry],
            ToyRun.Program
        );
}
