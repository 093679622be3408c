using System.Buffers;
using System.Collections;
using System.Text;
using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Prepare.Vectors;

/// <summary>
/// Reads GloVe's text format as <c>torchtext.vocab.Vectors</c> 0.10 does: one word and its values per line, separated
/// by U+0020 only. A line with a single value is a header, a word that is not UTF-8 is skipped, and of equal words the
/// last one wins. Only rows for words in the vocabulary are kept; the values of other words are counted but not parsed.
/// </summary>
public static class WordVectors
{
    private const int LongestQuote = 30;

    /// <param name="text">The vectors' text; read to its end and left open.</param>
    /// <param name="width">Values per word; 1 … 4,096.</param>
    /// <param name="vocabulary">The words to keep; the lookup is case-sensitive.</param>
    /// <param name="name">Name of the vectors in errors.</param>
    /// <exception cref="ReproException">A line has the wrong number of values, or a value that is not a finite number
    /// (exit code 3).</exception>
    public static VectorMatrix Read(Stream text, int width, Vocabulary vocabulary, string name)
    {
        var values = new float[checked(vocabulary.Count * width)];
        var found = new BitArray(vocabulary.Count);
        var lines = new ByteLines(text, name);
        while (lines.Next(out var line))
        {
            line = line.TrimEnd(" \t\n\r\v\f"u8);
            var count = line.Count((byte)' ');
            if (count == 1)
                continue;
            if (count != width)
                throw Malformed(name, lines.Number, line, $"has {count} values", $"{width} are expected");

            var space = line.IndexOf((byte)' ');
            if (!TryIndexOf(vocabulary, line[..space], out var index))
                continue;
            found[index] = true;
            if (!VectorLine.TryParse(line[(space + 1)..], values.AsSpan(index * width, width), out var wrong))
            {
                throw Malformed(
                    name,
                    lines.Number,
                    line,
                    $"has '{TerminalText.Of(wrong, 40)}' among its values",
                    "each must be a finite number"
                );
            }
        }

        return new(name, width, values, found.Cast<bool>().Count(isFound => isFound));
    }

    private static bool TryIndexOf(Vocabulary vocabulary, ReadOnlySpan<byte> word, out int index)
    {
        index = 0;
        Span<char> buffer = stackalloc char[256];
        var chars = word.Length <= buffer.Length ? buffer : new char[word.Length];
        return System.Text.Unicode.Utf8.ToUtf16(word, chars, out _, out var written, replaceInvalidSequences: false)
                == OperationStatus.Done
            && vocabulary.TryIndexOf(chars[..written], out index);
    }

    private static ReproException Malformed(
        string name,
        long number,
        ReadOnlySpan<byte> line,
        string value,
        string limit
    ) =>
        ReproException.Input(
            $"{name}: line {number}, '{Shown(line)}', {value}, but {limit}. Fetch the vectors again, or give their "
                + $"actual "
                + "width."
        );

    private static string Shown(ReadOnlySpan<byte> line) =>
        TerminalText.Of(Encoding.UTF8.GetString(line[..Math.Min(line.Length, 4 * LongestQuote)]), LongestQuote);
}
