using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Randomness;

namespace Repro.Data.Tests.Parity;

/// <summary>torchtext 0.10.0 legacy and CPython, as <c>torchtext-legacy.json</c> recorded them.</summary>
public class TorchtextTests
{
    private static readonly JsonElement Oracle = JsonDocument
        .Parse(File.ReadAllText("Parity/torchtext-legacy.json"))
        .RootElement;

    [Fact]
    public void Random_streams_are_CPythons()
    {
        foreach (var stream in Oracle.GetProperty("python_random").GetProperty("streams").EnumerateArray())
        {
            var random = new PythonRandom(stream.GetProperty("seed").GetInt64());
            // The recorded draws follow the skipped ones, past the first twist of the state.
            for (var i = 0; i < stream.GetProperty("skip").GetInt32(); i++)
                random.GetRandBits32();
            var expected = stream.GetProperty("getrandbits32").Deserialize<uint[]>()!;
            Array.ConvertAll(expected, _ => random.GetRandBits32()).Should().Equal(expected);
            random.NextDouble().Should().Be(stream.GetProperty("random_after").GetDouble());
        }
    }

    [Fact]
    public void Permutations_are_CPythons()
    {
        foreach (var sample in Oracle.GetProperty("python_random").GetProperty("samples").EnumerateArray())
        {
            var n = sample.GetProperty("n").GetInt32();
            var drawn = new PythonRandom(sample.GetProperty("seed").GetInt64()).Sample(n, n);
            if (sample.TryGetProperty("permutation", out var permutation))
            {
                drawn.Should().Equal(Ints(permutation));
                continue;
            }

            drawn.Take(10).Should().Equal(Ints(sample.GetProperty("first10")));
            drawn.TakeLast(5).Should().Equal(Ints(sample.GetProperty("last5")));
            Sha256(string.Join(",", drawn)).Should().Be(sample.GetProperty("sha256_of_comma_joined").GetString());
        }
    }

    [Fact]
    public void Successive_shuffles_continue_a_copy_and_leave_its_origin_alone()
    {
        var global = new PythonRandom(1234);
        var shuffler = global.Clone();
        foreach (var call in Oracle.GetProperty("random_shuffler").GetProperty("calls").EnumerateArray())
        {
            shuffler.Sample(12, 12).Should().Equal(Ints(call));
        }

        global
            .NextDouble()
            .Should()
            .Be(Oracle.GetProperty("random_shuffler").GetProperty("global_random_after").GetDouble());
    }

    [Fact]
    public void Tokens_vocabulary_and_frequencies_are_torchtexts()
    {
        var oracle = Oracle.GetProperty("vocabulary");
        var lines = Strings(oracle.GetProperty("lines"));
        lines
            .Select(Tokenizer.Tokens)
            .Should()
            .BeEquivalentTo(oracle.GetProperty("tokens").EnumerateArray().Select(Strings), o => o.WithStrictOrdering());

        var vocabulary = Vocabulary.Build(lines);
        vocabulary.Words.Should().Equal(Strings(oracle.GetProperty("itos")));
        Enumerable
            .Range(0, vocabulary.Count)
            .ToDictionary(i => vocabulary[i], vocabulary.Frequency)
            .Should()
            .BeEquivalentTo(oracle.GetProperty("freqs").Deserialize<Dictionary<string, int>>());
    }

    [Fact]
    public void A_least_frequency_and_a_largest_size_cut_where_torchtext_cuts()
    {
        var oracle = Oracle.GetProperty("vocabulary");
        var counts = WordCounts.Count(Strings(oracle.GetProperty("lines")));
        Vocabulary
            .FromCounts(counts, minFrequency: 2)
            .Words.Should()
            .Equal(Strings(oracle.GetProperty("min_freq_2_itos")));
        Vocabulary.FromCounts(counts, maxSize: 5).Words.Should().Equal(Strings(oracle.GetProperty("max_size_5_itos")));
    }

    [Fact]
    public void A_time_major_batch_is_filled_up_as_torchtext_fills_it()
    {
        var oracle = Oracle.GetProperty("vocabulary");
        var padded = oracle.GetProperty("padded_time_major");
        var lines = Strings(oracle.GetProperty("lines"));
        var vocabulary = Vocabulary.Build(lines);
        Review[] reviews = [.. lines.Select((line, i) => new Review($"{i}", line, i % 2 == 0 ? "pos" : "neg"))];
        var encoded = EncodedReviews.Encode(reviews, vocabulary, LabelVocabulary.Build(reviews.Select(r => r.Label)));

        var batch = new Batch(encoded, Ints(padded.GetProperty("batch_of_lines")), BatchLayout.TimeMajor);
        var rows = padded.GetProperty("indices").EnumerateArray().Select(Ints).ToArray();
        batch.Shape.Should().Equal(rows.Length, rows[0].Length);
        batch.Padded().Should().Equal(rows.SelectMany(row => row).Select(i => (long)i));
        batch.Lengths.Should().Equal(Ints(padded.GetProperty("lengths")));
        vocabulary.IndexOf("never-seen").Should().Be(padded.GetProperty("unknown_word_index").GetInt32());
    }

    [Fact]
    public void Labels_are_ordered_by_frequency()
    {
        foreach (var one in Oracle.GetProperty("label_vocab").EnumerateArray())
        {
            var labels = LabelVocabulary.Build(Strings(one.GetProperty("labels")));
            Enumerable.Range(0, labels.Count).Select(i => labels[i]).Should().Equal(Strings(one.GetProperty("itos")));
        }
    }

    [Theory]
    [InlineData("rnn", 8, 8, true)]
    [InlineData("rnn_batch_size_2", 2, 2, true)]
    [InlineData("cnn", 16, 32, false)]
    [InlineData("cnn_batch_sizes_2_4_4", 2, 4, false)]
    public void Split_and_batches_are_torchtexts_over_two_epochs(string name, int training, int evaluation, bool sorted)
    {
        var expected = Oracle.GetProperty("bucket_iterator").GetProperty(name);
        var corpus = PreparedCorpus.Prepare(
            ToyCorpus(),
            new CorpusSpec
            {
                Name = "toy",
                TrainingReviews = 0,
                TestReviews = 0,
                Seed = 0,
                TrainShare = 0.7,
            },
            1234
        );
        var spec = new BatchSpec
        {
            Training = training,
            Validation = evaluation,
            Test = evaluation,
            Sorted = sorted,
            Layout = BatchLayout.TimeMajor,
        };
        var iterators = BucketIterators.Create(corpus, spec, 1234);

        Ids(corpus.Train).Should().Equal(Ints(expected.GetProperty("train_ids")));
        Ids(corpus.Validation).Should().Equal(Ints(expected.GetProperty("valid_ids")));
        ShouldBe(iterators.Train, expected.GetProperty("train_epoch1"));
        ShouldBe(iterators.Validation, expected.GetProperty("valid"));
        ShouldBe(iterators.Test, expected.GetProperty("test"));
        ShouldBe(iterators.Train, expected.GetProperty("train_epoch2"));
        ShouldBe(iterators.Validation, expected.GetProperty("valid"));
    }

    private static void ShouldBe(BucketIterator iterator, JsonElement expected)
    {
        var batches = iterator.Epoch().ToList();
        iterator.BatchCount.Should().Be(batches.Count);
        batches
            .Select(b => string.Join(",", Enumerable.Range(0, b.Size).Select(b.Id)))
            .Should()
            .Equal(expected.EnumerateArray().Select(b => string.Join(",", Ints(b))));
    }

    private static ReviewCorpus ToyCorpus()
    {
        var reviews = Ints(Oracle.GetProperty("bucket_iterator").GetProperty("lens"))
            .Select(
                (length, id) =>
                    new Review(
                        id.ToString(CultureInfo.InvariantCulture),
                        string.Join(" ", Enumerable.Repeat("w", length)),
                        id % 2 == 0 ? "pos" : "neg"
                    )
            )
            .ToArray();
        return new("toy", reviews[..700], reviews[700..], "none");
    }

    private static IEnumerable<int> Ids(EncodedReviews reviews) =>
        Enumerable.Range(0, reviews.Count).Select(i => int.Parse(reviews.Id(i), CultureInfo.InvariantCulture));

    private static int[] Ints(JsonElement array) => array.Deserialize<int[]>()!;

    private static string[] Strings(JsonElement array) => array.Deserialize<string[]>()!;

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
