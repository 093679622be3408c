using Repro.Data.Fetch;
using Repro.Data.Prepare.Vectors;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare.Vectors;

public sealed class GloveVectorsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("glove.6B.50d", "glove.6B", "glove.6B.50d.txt")]
    [InlineData("glove.6B.300d", "glove.6B", "glove.6B.300d.txt")]
    [InlineData("glove.840B.300d", "glove.840B.300d", "glove.840B.300d.txt")]
    public void A_name_leads_to_an_archive_and_its_member(string name, string archive, string member)
    {
        var found = GloveVectors.Find(name);
        found.Archive.Name.Should().Be(archive);
        found.Member.Should().Be(member);
    }

    [Theory]
    [InlineData("glove.6B")]
    [InlineData("glove.6b.100d")]
    [InlineData("word2vec")]
    [InlineData("")]
    public void An_unknown_name_is_refused_with_those_there_are(string name) =>
        FluentActions
            .Invoking(() => GloveVectors.Find(name))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"vectors: {name} is not one of glove.840B.300d, glove.6B.50d, glove.6B.100d, glove.6B.200d, "
                    + "glove.6B.300d. Choose one of them."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    [Fact]
    public void The_text_is_read_out_of_the_archive()
    {
        var zip = folder.Write(
            "glove.6B.zip",
            ToyArchives.Zip(("glove.6B.50d.txt", "the 1"), ("glove.6B.100d.txt", "the 2"))
        );
        using var text = new StreamReader(
            GloveVectors
                .Find("glove.6B.100d")
                .OpenText(new FetchedArchive(Catalogue.Glove6B, zip, "00", ArchiveSource.Cache))
        );
        text.ReadToEnd().Should().Be("the 2");
    }

    [Fact]
    public void Another_archive_is_refused() =>
        FluentActions
            .Invoking(() =>
                GloveVectors
                    .Find("glove.6B.100d")
                    .OpenText(new FetchedArchive(Catalogue.Glove840B, "x.zip", "00", ArchiveSource.Cache))
            )
            .Should()
            .Throw<ReproException>()
            .WithMessage("vectors: glove.6B.100d are in glove.6B.zip, not in glove.840B.300d.zip. Fetch that archive.");

    [SkippableFact]
    public async Task The_mirror_has_the_vectors_of_IMDBs_words()
    {
        var vectors = GloveVectors.Find("glove.6B.100d");
        var mirror = new Mirror(MirrorFolder.OrSkip("glove.6B.100d_imdb-words.zip"), new ContentDigest(folder.Root));
        var archive = await mirror.FindAsync(vectors.Archive, vectors.Member);
        using var text = new StreamReader(vectors.OpenText(archive!));
        var lines = 0;
        while (await text.ReadLineAsync() is { } line)
        {
            if (lines++ == 0)
                line.Split(' ').Should().HaveCount(101);
        }

        lines.Should().Be(78_661);
        archive!.Note.Should().StartWith("The 78,661 vectors ");
    }

    public void Dispose() => folder.Dispose();
}
