using System.Globalization;
using System.Text;

namespace Repro.Data.Sample;

/// <summary>
/// Word vectors of the sample, in GloVe's text format. Words of one role are near one centre; opinion words lie along
/// an additional axis, ordered by score. As with real vectors, some words have none: every eighth name, and every word
/// with an attached punctuation mark. Uses only integer arithmetic.
/// </summary>
public static class SampleVectors
{
    // Components are whole ten-thousandths.
    private const int Unit = 10_000;

    // Sizes relative to the spread of words around their centre (1): centres, and neighbouring scores, are clearly
    // further apart.
    private const int CentreSpread = 2,
        ScoreSpread = 2;

    /// <summary>
    /// Writes a line <c>word v₁ … v_width</c> for each word, components with four decimals, about −2 to 2; lines end in
    /// LF.
    /// </summary>
    /// <param name="writer">Receives the text; left open.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="width">Components of a vector, 1 or more.</param>
    public static void Write(TextWriter writer, long seed, int width)
    {
        var random = SplitMix64.Stream(seed, 4, 0);
        var score = Draw(random, width);
        foreach (var part in Parts())
        {
            var centre = Draw(random, width);
            foreach (var word in part)
            {
                var own = Draw(random, width);
                writer.Write(
                    Line(
                        word.Text,
                        [
                            .. own.Select(
                                (v, i) => v + (CentreSpread * centre[i]) + (ScoreSpread * word.Score * score[i])
                            ),
                        ]
                    )
                );
            }
        }
    }

    private static OpinionWord[][] Parts() =>
        [
            [.. SampleLexicon.Opinions, .. SampleLexicon.Superlatives],
            Neutral(SampleLexicon.Negators),
            Neutral(SampleLexicon.Topics),
            Neutral(SampleLexicon.Things),
            Neutral(SampleLexicon.Deeds),
            Neutral(SampleSentences.PlainWords.Except(SampleLexicon.All)),
            Neutral(SampleNames.All.Where((_, rank) => rank % 8 != 7)),
        ];

    private static OpinionWord[] Neutral(IEnumerable<string> words) =>
        [.. words.Select(word => new OpinionWord(word, 0))];

    // The sum of four uniform draws is approximately normal, with a standard deviation of 0.1.
    private static int[] Draw(SplitMix64 random, int width)
    {
        var components = new int[width];
        for (var i = 0; i < width; i++)
            components[i] = Uniform() + Uniform() + Uniform() + Uniform();
        return components;

        int Uniform() => random.Below(1733) - 866;
    }

    private static string Line(string word, int[] components)
    {
        var line = new StringBuilder(word);
        foreach (var component in components)
        {
            var size = Math.Abs(component);
            line.Append(CultureInfo.InvariantCulture, $" {(component < 0 ? "-" : "")}{size / Unit}.{size % Unit:D4}");
        }

        return line.Append('\n').ToString();
    }
}
