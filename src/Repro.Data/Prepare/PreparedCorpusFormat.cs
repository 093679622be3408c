using System.Security.Cryptography;
using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Prepare;

/// <summary>
/// A prepared corpus as bytes: vocabulary (words, frequencies), labels (the same), then training, validation and test
/// (ids, labels, lengths, tokens), each list after its length. Indices follow frequency, so most tokens take one or two
/// bytes.
/// </summary>
internal static class PreparedCorpusFormat
{
    /// <summary>
    /// Increment it when the format or the result of preparing changes: older caches then become stale.
    /// </summary>
    public const int Version = 1;

    public static byte[] Serialize(PreparedCorpus corpus)
    {
        var writer = new CompactWriter();
        WriteWords(writer, corpus.Vocabulary.Count, i => corpus.Vocabulary[i], corpus.Vocabulary.Frequency);
        WriteWords(writer, corpus.Labels.Count, i => corpus.Labels[i], corpus.Labels.Frequency);
        foreach (var part in new[] { corpus.Train, corpus.Validation, corpus.Test })
            WriteReviews(writer, part);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Serialize"/> writes.</exception>
    public static PreparedCorpus Deserialize(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"a word occurs twice, or lengths add up to too much: {e.Message}", e);
        }
    }

    private static PreparedCorpus Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CompactReader(bytes);
        var (words, frequencies) = ReadWords(ref reader);
        var (labels, labelFrequencies) = ReadWords(ref reader);
        var corpus = new PreparedCorpus(
            new Vocabulary(words, frequencies),
            new LabelVocabulary(labels, labelFrequencies),
            ReadReviews(ref reader),
            ReadReviews(ref reader),
            ReadReviews(ref reader),
            Digest(bytes)
        );
        reader.ExpectEnd();
        return corpus;
    }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void WriteWords(CompactWriter writer, int count, Func<int, string> word, Func<int, int> frequency)
    {
        writer.Write(count);
        for (var i = 0; i < count; i++)
            writer.Write(word(i));
        for (var i = 0; i < count; i++)
            writer.Write(frequency(i));
    }

    private static (string[] Words, int[] Frequencies) ReadWords(ref CompactReader reader)
    {
        var count = reader.ReadCount();
        return (reader.ReadStrings(count), reader.ReadInts(count));
    }

    private static void WriteReviews(CompactWriter writer, EncodedReviews reviews)
    {
        writer.Write(reviews.Count);
        for (var i = 0; i < reviews.Count; i++)
            writer.Write(reviews.Id(i));
        for (var i = 0; i < reviews.Count; i++)
            writer.Write(reviews.Label(i));
        for (var i = 0; i < reviews.Count; i++)
            writer.Write(reviews.Length(i));
        for (var i = 0; i < reviews.Count; i++)
            writer.Write(reviews.Tokens(i));
    }

    private static EncodedReviews ReadReviews(ref CompactReader reader)
    {
        var count = reader.ReadCount();
        var ids = reader.ReadStrings(count);
        var labels = Array.ConvertAll(reader.ReadInts(count), label => (byte)label);
        var lengths = reader.ReadInts(count);
        var starts = new int[count + 1];
        for (var i = 0; i < count; i++)
            starts[i + 1] = checked(starts[i] + lengths[i]);
        return new(ids, labels, starts, reader.ReadInts(starts[^1]));
    }
}
