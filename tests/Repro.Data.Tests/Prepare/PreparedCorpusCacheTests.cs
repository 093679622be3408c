using CsCheck;
using Repro.Data.Prepare;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare;

public sealed class PreparedCorpusCacheTests : IDisposable
{
    private readonly TempFolder temp = new();
    private int loads;

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_second_asking_is_answered_from_the_cache_and_equally()
    {
        var first = Get();
        var second = Get();
        loads.Should().Be(1);
        second.Should().BeEquivalentTo(first);
        PreparedCorpusFormat.Serialize(second).Should().Equal(PreparedCorpusFormat.Serialize(first));
        second.Digest.Should().Be(first.Digest);
    }

    [Fact]
    public void What_is_read_back_is_what_was_written() =>
        Gen.Select(Gen.Int[8, 80], Gen.Int[2, 40], Gen.Long)
            .Sample(
                (train, test, seed) =>
                {
                    var corpus = ToyReviews.Prepared(train, test, seed);
                    var read = PreparedCorpusFormat.Deserialize(PreparedCorpusFormat.Serialize(corpus));
                    return read.Digest == corpus.Digest
                        && read.Vocabulary.Words.SequenceEqual(corpus.Vocabulary.Words)
                        && Same(read.Train, corpus.Train)
                        && Same(read.Validation, corpus.Validation)
                        && Same(read.Test, corpus.Test)
                        && read.Labels[1] == corpus.Labels[1];
                },
                iter: 100
            );

    [Fact]
    public void One_damaged_bit_anywhere_is_detected_and_repaired()
    {
        Get();
        var path = Directory.GetFiles(temp.Root).Single();
        var whole = File.ReadAllBytes(path);
        Gen.Int[0, whole.Length * 8 - 1]
            .Sample(
                bit =>
                {
                    var damaged = (byte[])whole.Clone();
                    damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                    File.WriteAllBytes(path, damaged);
                    return LoadsAgain() && File.ReadAllBytes(path).SequenceEqual(whole);
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public void A_file_cut_short_or_grown_is_noticed()
    {
        Get();
        var path = Directory.GetFiles(temp.Root).Single();
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 7, 40, 71, 72, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            LoadsAgain().Should().BeTrue($"{length} bytes are not the whole file");
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        LoadsAgain().Should().BeTrue();
    }

    [Fact]
    public void Another_seed_spec_or_raw_digest_is_another_corpus()
    {
        Get();
        Get(seed: 2);
        Get(train: 30);
        Get(digest: "other");
        loads.Should().Be(4);
        Directory.GetFiles(temp.Root).Should().HaveCount(4);
    }

    [Fact]
    public void A_file_under_anothers_name_is_not_used()
    {
        Get();
        var mine = Directory.GetFiles(temp.Root).Single();
        Get(seed: 2);
        File.Copy(Directory.GetFiles(temp.Root).Single(f => f != mine), mine, overwrite: true);
        LoadsAgain().Should().BeTrue();
    }

    [Fact]
    public void Reviews_that_are_not_the_announced_ones_are_refused() =>
        FluentActions
            .Invoking(() =>
                new PreparedCorpusCache(temp.Root, ToyRun.Program).GetOrPrepare(
                    ToyReviews.Spec(),
                    1,
                    "announced",
                    () => ToyReviews.Corpus(40, 10)
                )
            )
            .Should()
            .Throw<ReproException>()
            .WithMessage("corpus toy: its content has the digest toy, not the expected announced. Fetch it again.");

    [Fact]
    public void A_folder_that_cannot_be_written_costs_the_cache_and_nothing_else()
    {
        var file = temp.At("file");
        File.WriteAllText(file, "");
        new PreparedCorpusCache(Path.Combine(file, "below"), ToyRun.Program)
            .GetOrPrepare(ToyReviews.Spec(), 1, "toy", () => ToyReviews.Corpus(40, 10))
            .Train.Count.Should()
            .Be(28);
    }

    [Fact]
    public void The_format_and_what_preparing_makes_are_pinned_to_the_version()
    {
        // Where this digest has to change, raise the version: caches written before it are stale.
        PreparedCorpusFormat.Version.Should().Be(1);
        ToyReviews
            .Prepared(40, 10)
            .Digest.Should()
            .Be("1881caa86c181dfd8528c2bd69878d521af14c94b8b2e0ea683c8b048a2fe7bf");
    }

    private PreparedCorpus Get(long seed = 1, int train = 0, string digest = "toy") =>
        new PreparedCorpusCache(temp.Root, ToyRun.Program).GetOrPrepare(
            ToyReviews.Spec(train),
            seed,
            digest,
            () =>
            {
                loads++;
                return ToyReviews.Corpus(40, 10, digest);
            }
        );

    private bool LoadsAgain()
    {
        var before = loads;
        Get();
        return loads == before + 1;
    }

    private static bool Same(EncodedReviews a, EncodedReviews b) =>
        a.Count == b.Count
        && Enumerable
            .Range(0, a.Count)
            .All(i => a.Id(i) == b.Id(i) && a.Label(i) == b.Label(i) && a.Tokens(i).SequenceEqual(b.Tokens(i)));
}
