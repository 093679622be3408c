using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests;

/// <summary>Doctor and Clean on a cache, as a person runs them.</summary>
public sealed class CacheTests : IDisposable
{
    private static readonly string Note = $"cache/contents/{new string('a', 64)}.labelled-reviews.json";

    private readonly BuiltClone clone = new();

    public CacheTests() => clone.Environment["REPRO_CACHE"] = clone.Folder.In("cache");

    public void Dispose() => clone.Dispose();

    [Fact]
    public void A_damaged_file_is_named_with_the_remedy_and_Clean_removes_it()
    {
        var note = clone.Folder.Write(Note, "{ damaged");
        var foreign = clone.Folder.Write("cache/thesis.doc", "precious");
        clone.Folder.Write("baselines/kept.json", "{}");
        clone.Folder.Write("artifacts/runs/kept.json", "{}");

        var doctor = clone.Run("--target=Doctor", "--cache");
        doctor.ExitCode.Should().Be(3, doctor.Output);
        doctor
            .Output.Should()
            .Contain(Path.GetFileName(note))
            .And.MatchRegex(@"does\s+not\s+match\s+the\s+archive")
            .And.Contain("thesis.doc")
            .And.NotContain("\u001b");
        doctor
            .Error.Should()
            .MatchRegex(
                @"Verdict: damaged: \./cake\.(sh|ps1) --target=Clean --cache would remove 1 file, 0\.0 MB; they are "
                    + @"fetched or made again when they are needed \(exit code 3\)"
            );
        File.Exists(note).Should().BeTrue("Doctor only looks");

        var clean = clone.Run("--target=Clean", "--cache");
        clean.ExitCode.Should().Be(0, clean.Error);
        clean.Output.Should().Contain("Removed damaged and stale files: 1 file, 0.0 MB.");
        File.Exists(note).Should().BeFalse();
        File.Exists(foreign).Should().BeTrue();
        File.Exists(clone.Folder.In("baselines", "kept.json")).Should().BeTrue();
        File.Exists(clone.Folder.In("artifacts", "runs", "kept.json")).Should().BeTrue("with --cache the runs stay");
        clone
            .Run("--target=Doctor", "--cache")
            .Output.Should()
            .Contain("Verdict: whole: 0 files, 0.0 MB as their digests say; nothing to remove (exit code 0)");
    }

    [Fact]
    public void Clean_refuses_a_cache_setting_that_names_the_clone()
    {
        clone.Environment["REPRO_CACHE"] = clone.Folder.Root;
        var run = clone.Run("--target=Clean", "--cache");
        run.ExitCode.Should().Be(2, run.Output + run.Error);
        run.Error.Should().Contain("is the repository's folder or above it");
    }
}
