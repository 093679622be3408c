using Repro.Data.Fetch;
using Repro.Data.Inputs;
using Repro.Experiments;

namespace Repro.Data.Tests.Inputs;

public sealed class InputSourceTests : IDisposable
{
    private readonly string cache = Directory.CreateTempSubdirectory("inputs").FullName;
    private readonly HttpClient http = new();

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task The_sample_needs_no_archive_and_its_vectors_fit_its_model()
    {
        var spec = Profiles.Spec(Profiles.Sample, ModelKind.CnnGlove, ProtocolKind.Corrected);
        InputSource.ArchivesOf(spec).Should().BeEmpty();
        var inputs = await Source().LoadAsync(spec);
        inputs.Corpus.Test.Count.Should().Be(spec.Corpus.TestReviews);
        inputs.Vectors!.Width.Should().Be(spec.Cnn!.Embedding);
        inputs.Vectors.Found.Should().BeInRange(inputs.Corpus.Vocabulary.Count / 4, inputs.Corpus.Vocabulary.Count);
    }

    [Fact]
    public void Real_reviews_need_the_reviews_and_the_named_vectors()
    {
        var spec = Profiles.Spec(Profiles.Imdb, ModelKind.CnnGlove, ProtocolKind.AsWritten, "glove.6B.100d");
        InputSource
            .ArchivesOf(spec)
            .Should()
            .Equal((Catalogue.AclImdb, null), (Catalogue.Glove6B, "glove.6B.100d.txt"));
    }

    private InputSource Source() => new(cache, new Fetcher(cache, null, http, TimeProvider.System), "program");
}
