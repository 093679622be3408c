using Repro.Data.Prepare;
using Repro.Data.Prepare.Vectors;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>
/// The caches of prepared corpora and of their words' vectors: what cannot be kept or read back is made again, and is
/// right all the same.
/// </summary>
public sealed class PreparedCorpusFileFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [SkippableTheory]
    [InlineData(".corpus")]
    [InlineData(".vectors")]
    public Task Sigkill_leaves_no_file_and_the_next_run_makes_it(string ending) =>
        Ended_leaves_no_file_and_the_next_run_makes_it(ending, "KILL");

    [SkippableFact]
    public Task Sigterm_leaves_no_file_and_the_next_run_makes_it() =>
        Ended_leaves_no_file_and_the_next_run_makes_it(".corpus", "TERM");

    [SkippableFact]
    public void Disk_full_keeps_nothing_the_inputs_are_right_and_the_next_run_keeps_them()
    {
        using var disk = new SmallDisk(pages: 16);
        disk.Fill(pages: 0);
        ShouldBeRight(Prepare(disk.At("prepared")));
        Files(disk.At("prepared")).Should().BeEmpty();
        disk.Empty();
        ShouldBeRight(Prepare(disk.At("prepared")));
        Files(disk.At("prepared")).Should().HaveCount(2);
    }

    [SkippableFact]
    public void Read_only_folder_is_read_and_what_it_lacks_is_made_each_time()
    {
        using var disk = new SmallDisk(pages: 16);
        disk.MakeReadOnly();
        ShouldBeRight(Prepare(disk.At("prepared")));
        disk.MakeReadOnly(false);
        Prepare(disk.At("prepared"));
        disk.MakeReadOnly();
        Prepare(disk.At("prepared")).Made.Should().Be(0, "both were found");
    }

    [SkippableTheory]
    [InlineData(".corpus")]
    [InlineData(".vectors")]
    public void Io_error_in_writing_keeps_nothing_and_the_next_run_does(string ending)
    {
        using var disk = new SmallDisk(pages: 16);
        var file = NameOf(ending);
        using (DiskGate.Failing(disk, file))
            ShouldBeRight(Prepare(disk.At("prepared")));
        File.Exists(disk.At("prepared", file)).Should().BeFalse();
        Prepare(disk.At("prepared")).Made.Should().Be(1, "the other one was kept");
        Prepare(disk.At("prepared")).Made.Should().Be(0);
    }

    [SkippableFact]
    public void Io_error_in_reading_has_both_made_again()
    {
        Prepare(temp.At("prepared"));
        foreach (var file in Files(temp.At("prepared")))
            BrokenDisk.UnderReading(file);
        ShouldBeMadeOnceMore(2);
    }

    [Fact]
    public void Truncated_file_is_made_again()
    {
        Prepare(temp.At("prepared"));
        Array.ForEach(Files(temp.At("prepared")), Damage.Truncate);
        ShouldBeMadeOnceMore(2);
    }

    [Fact]
    public void Flipped_bit_has_the_file_made_again()
    {
        Prepare(temp.At("prepared"));
        Array.ForEach(Files(temp.At("prepared")), Damage.Flip);
        ShouldBeMadeOnceMore(2);
    }

    [Fact]
    public void Clock_set_back_before_a_leftovers_time_deletes_nothing_good()
    {
        using var cache = new ToyCache();
        var leftover = cache.Write($"prepared/{Path.GetFileName(cache.Corpus)}.1.part", [1]);
        File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddYears(10));
        cache.Clean();
        cache.Artefacts.Should().OnlyContain(file => File.Exists(file));
        ShouldBeRight(Prepare(cache.At("prepared")));
    }

    private static string[] Files(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .GetFiles(folder)
                    .Where(file => !file.EndsWith(".part", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    private static (PreparedCorpus Corpus, VectorMatrix Vectors, int Made) Prepare(string folder)
    {
        var made = 0;
        var corpus = new PreparedCorpusCache(folder, ToyRun.Program).GetOrPrepare(
            ToyReviews.Spec(),
            1,
            "toy",
            () =>
            {
                made++;
                return ToyReviews.Corpus(40, 10);
            }
        );
        var vectors = new VectorMatrixCache(folder, ToyRun.Program)
            .GetOrReadAsync(
                new VectorSource("toy.2d", 2, "archive"),
                corpus.Vocabulary,
                () =>
                {
                    made++;
                    return Task.FromResult(
                        new VectorMatrix(
                            "toy.2d",
                            2,
                            [.. Enumerable.Range(0, 2 * corpus.Vocabulary.Count).Select(i => i / 8f)],
                            corpus.Vocabulary.Count
                        )
                    );
                }
            )
            .GetAwaiter()
            .GetResult();
        return (corpus, vectors, made);
    }

    private static void PrepareInItsProcess(string folder) => Prepare(folder);

    private static async Task Ended_leaves_no_file_and_the_next_run_makes_it(string ending, string signal)
    {
        using var disk = new SmallDisk(pages: 16);
        var file = NameOf(ending);
        await DoomedProcess.EndWritingAsync(disk, file, signal, PrepareInItsProcess, [disk.At("prepared")]);
        File.Exists(disk.At("prepared", file)).Should().BeFalse();
        Prepare(disk.At("prepared")).Made.Should().Be(ending == ".corpus" ? 2 : 1);
        ShouldBeRight(Prepare(disk.At("prepared")));
    }

    private static string NameOf(string ending)
    {
        using var elsewhere = new TempFolder();
        Prepare(elsewhere.Root);
        return Path.GetFileName(Files(elsewhere.Root).Single(file => Path.GetExtension(file) == ending));
    }

    private void ShouldBeMadeOnceMore(int files)
    {
        var again = Prepare(temp.At("prepared"));
        again.Made.Should().Be(files);
        ShouldBeRight(again);
        Prepare(temp.At("prepared")).Made.Should().Be(0, "they were kept");
    }

    private static void ShouldBeRight((PreparedCorpus Corpus, VectorMatrix Vectors, int Made) found)
    {
        using var elsewhere = new TempFolder();
        var right = Prepare(elsewhere.Root);
        found.Corpus.Digest.Should().Be(right.Corpus.Digest);
        found.Vectors.Digest.Should().Be(right.Vectors.Digest);
    }
}
