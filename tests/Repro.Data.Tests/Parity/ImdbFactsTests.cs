using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Testing;

namespace Repro.Data.Tests.Parity;

/// <summary>
/// The 50,000 real reviews prepared as the notebook prepares them: every figure and hash of <c>imdb-facts.json</c>.
/// </summary>
public class ImdbFactsTests
{
    private static readonly JsonElement Facts = JsonDocument
        .Parse(File.ReadAllText("Parity/imdb-facts.json"))
        .RootElement;

    [SkippableFact]
    public void Counts_agree()
    {
        var (corpus, counts) = (
            DataMirror.PreparedImdb,
            Facts.GetProperty("counts").Deserialize<Dictionary<string, int>>()!
        );
        new Dictionary<string, int>
        {
            ["train_source"] = DataMirror.Imdb.Train.Count,
            ["train"] = corpus.Train.Count,
            ["valid"] = corpus.Validation.Count,
            ["test"] = corpus.Test.Count,
            ["train_tokens"] = corpus.Train.TotalTokens,
            ["test_tokens"] = corpus.Test.TotalTokens,
            ["max_len_train"] = Longest(corpus.Train),
            ["max_len_test"] = Longest(corpus.Test),
        }
            .Should()
            .Equal(counts);
    }

    [SkippableFact]
    public void The_split_agrees()
    {
        var split = Facts.GetProperty("split");
        Ids(DataMirror.PreparedImdb.Train).Take(10).Should().Equal(Strings(split.GetProperty("train_first10")));
        Sha256(Ids(DataMirror.PreparedImdb.Train)).Should().Be(split.GetProperty("train_sha256").GetString());
        Sha256(Ids(DataMirror.PreparedImdb.Validation)).Should().Be(split.GetProperty("valid_sha256").GetString());
    }

    [SkippableFact]
    public void The_vocabulary_agrees()
    {
        var (vocabulary, facts) = (DataMirror.PreparedImdb.Vocabulary, Facts.GetProperty("vocabulary"));
        vocabulary.Count.Should().Be(facts.GetProperty("size").GetInt32());
        vocabulary.Words.Take(30).Should().Equal(Strings(facts.GetProperty("first30")));
        vocabulary.Words.TakeLast(5).Should().Equal(Strings(facts.GetProperty("last5")));
        Sha256(vocabulary.Words).Should().Be(facts.GetProperty("sha256").GetString());
        vocabulary.IndexOf("pad").Should().Be(facts.GetProperty("pad_word_index").GetInt32());
    }

    [SkippableFact]
    public void The_labels_agree()
    {
        var (labels, facts) = (DataMirror.PreparedImdb.Labels, Facts.GetProperty("vocabulary"));
        new[] { labels[0], labels[1] }.Should().Equal(Strings(facts.GetProperty("label_itos")));
        var frequencies = facts.GetProperty("label_freqs").Deserialize<Dictionary<string, int>>()!;
        frequencies
            .Should()
            .Equal(
                new Dictionary<string, int> { [labels[0]] = labels.Frequency(0), [labels[1]] = labels.Frequency(1) }
            );
    }

    [SkippableTheory]
    [InlineData("rnn", ModelKind.Rnn)]
    [InlineData("cnn", ModelKind.Cnn)]
    public void The_batches_agree_over_two_epochs(string name, ModelKind model)
    {
        var facts = Facts.GetProperty(name);
        var iterators = BucketIterators.Create(
            DataMirror.PreparedImdb,
            Profiles.Spec(Profiles.Imdb, model, ProtocolKind.AsWritten).Batches,
            Profiles.DefaultSeed
        );
        ShouldBe(iterators.Train, facts.GetProperty("train_epoch1"));
        ShouldBe(iterators.Train, facts.GetProperty("train_epoch2"));
        ShouldBe(iterators.Validation, facts.GetProperty("valid"));
        ShouldBe(iterators.Test, facts.GetProperty("test"));
    }

    private static void ShouldBe(BucketIterator iterator, JsonElement expected)
    {
        var batches = iterator.Epoch().ToList();
        batches.Count.Should().Be(expected.GetProperty("batches").GetInt32());
        Ids(batches[0]).Take(8).Should().Equal(Strings(expected.GetProperty("first_batch")));
        batches.Take(5).Select(b => b.Size).Should().Equal(expected.GetProperty("sizes_first5").Deserialize<int[]>());
        Sha256(batches.Select(b => string.Join(",", Ids(b))))
            .Should()
            .Be(expected.GetProperty("sha256_of_batches").GetString());
    }

    private static int Longest(EncodedReviews reviews) => Enumerable.Range(0, reviews.Count).Max(reviews.Length);

    private static IEnumerable<string> Ids(EncodedReviews reviews) =>
        Enumerable.Range(0, reviews.Count).Select(reviews.Id);

    private static IEnumerable<string> Ids(Batch batch) => Enumerable.Range(0, batch.Size).Select(batch.Id);

    private static string[] Strings(JsonElement array) => array.Deserialize<string[]>()!;

    private static string Sha256(IEnumerable<string> items) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", items))));
}
