using CsCheck;
using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare.Vectors;

public sealed class VectorMatrixCacheTests : IDisposable
{
    private static readonly VectorSource Source = new("toy.2d", 2, "archive");
    private static readonly Vocabulary Words = Vocabulary.Build(["a a a film film b c"]);

    private readonly TempFolder temp = new();
    private int reads;

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_second_asking_is_answered_from_the_cache_and_equally()
    {
        var (first, second) = (await Get(), await Get());
        reads.Should().Be(1);
        second.Should().BeEquivalentTo(first);
    }

    [Fact]
    public void What_is_read_back_is_what_was_written() =>
        Gen.Select(
                Gen.Int[1, 9],
                Gen.OneOf(Gen.Const(0f), Gen.Const(-0f), Gen.Single.Where(float.IsFinite)).Array[0, 40],
                Gen.Int[0, 99]
            )
            .Sample(
                (width, values, found) =>
                {
                    var matrix = new VectorMatrix("toy", width, values[..(values.Length / width * width)], found);
                    var file = new MemoryStream();
                    VectorMatrixFormat.Write(file, matrix);
                    file.Position = 0;
                    var read = VectorMatrixFormat.Read(file, "toy", values.Length / width, width);
                    var computed = new VectorMatrix("toy", width, read.Values, read.Found);
                    return (read.Found, read.Digest, computed.Digest) == (matrix.Found, matrix.Digest, matrix.Digest);
                },
                iter: 200
            );

    [Fact]
    public async Task One_damaged_bit_anywhere_is_detected_and_repaired()
    {
        await Get();
        var path = Directory.GetFiles(temp.Root).Single();
        var whole = File.ReadAllBytes(path);
        for (var bit = 0; bit < whole.Length * 8; bit += 5)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);
            (await ReadsAgain()).Should().BeTrue("bit {0} was turned", bit);
            File.ReadAllBytes(path).Should().Equal(whole);
        }
    }

    [Fact]
    public async Task A_file_cut_short_or_grown_is_noticed()
    {
        await Get();
        var path = Directory.GetFiles(temp.Root).Single();
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            (await ReadsAgain()).Should().BeTrue("{0} bytes are not the whole file", length);
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        (await ReadsAgain()).Should().BeTrue();
    }

    [Fact]
    public async Task Another_archive_name_width_or_vocabulary_is_another_matrix()
    {
        await Get();
        await Get(Source with { ArchiveDigest = "other" });
        await Get(Source with { Name = "other" });
        await Get(Source with { Width = 1 });
        await Get(vocabulary: Vocabulary.Build(["a a a film film c b d"]));
        reads.Should().Be(5);
        Directory.GetFiles(temp.Root).Should().HaveCount(5);
    }

    [Fact]
    public async Task A_file_under_anothers_name_is_not_used()
    {
        await Get();
        var mine = Directory.GetFiles(temp.Root).Single();
        await Get(Source with { Name = "other" });
        File.Copy(Directory.GetFiles(temp.Root).Single(file => file != mine), mine, overwrite: true);
        (await ReadsAgain()).Should().BeTrue();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_costs_the_cache_and_nothing_else()
    {
        var cache = new VectorMatrixCache(Path.Combine(temp.Write("file", []), "below"), ToyRun.Program);
        (await cache.GetOrReadAsync(Source, Words, Read(Source, Words))).Found.Should().Be(2);
    }

    [Fact]
    public async Task The_format_and_what_is_read_are_pinned_to_the_version()
    {
        // Where these change, raise the version: caches written before it are stale.
        VectorMatrixFormat.Version.Should().Be(1);
        (await Get()).Digest.Should().Be("b7a6d814090ba558797991fcdba4722cd3e25e0b1cb32a723f0184c4f8b16302");
        Path.GetFileName(Directory.GetFiles(temp.Root).Single())
            .Should()
            .Be("552ff01280afec9215e5e13773f916f0f61a64cfb932b47d32aca262a8092dcc.c3899dbea7f4ca43.vectors");
    }

    private Task<VectorMatrix> Get(VectorSource? source = null, Vocabulary? vocabulary = null) =>
        new VectorMatrixCache(temp.Root, ToyRun.Program).GetOrReadAsync(
            source ?? Source,
            vocabulary ?? Words,
            Read(source ?? Source, vocabulary ?? Words)
        );

    private Func<Task<VectorMatrix>> Read(VectorSource source, Vocabulary vocabulary) =>
        () =>
        {
            reads++;
            var text = string.Concat(
                new[] { "film", "nowhere", "a" }.Select(
                    (word, i) => $"{word}{string.Concat(Enumerable.Repeat($" {i - 1}.5", source.Width))}\n"
                )
            );
            return Task.FromResult(
                WordVectors.Read(
                    new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)),
                    source.Width,
                    vocabulary,
                    source.Name
                )
            );
        };

    private async Task<bool> ReadsAgain()
    {
        var before = reads;
        await Get();
        return reads == before + 1;
    }
}
