using System.Globalization;
using Repro.Experiments;

namespace Repro.Data.Prepare.Tokens;

/// <summary>Q8: which sentences an experiment can attribute. This does not depend on the trained model.</summary>
public static class SentenceLength
{
    /// <summary>One message for each sentence that has more tokens than its reference.</summary>
    public static IEnumerable<string> Faults(AttributionSpec spec, IEnumerable<LabelledSentence> sentences) =>
        sentences
            .Select(sentence => (sentence.Text, Tokens: Tokenizer.Split(sentence.Text).Count))
            .Where(sentence => IsTooLong(spec, sentence.Tokens))
            .Select(sentence => Fault(spec, sentence.Text, sentence.Tokens));

    /// <exception cref="ReproException">Some are too long; all in one message (exit code 2).</exception>
    public static void Check(AttributionSpec spec, IEnumerable<LabelledSentence> sentences)
    {
        var faults = Faults(spec, sentences).ToList();
        if (faults.Count > 0)
            throw ReproException.Usage(string.Join('\n', faults));
    }

    private static bool IsTooLong(AttributionSpec spec, int tokens) =>
        spec.ReferenceLength == ReferenceLength.Minimum && tokens > spec.MinimumTokens;

    private static string Fault(AttributionSpec spec, string sentence, int tokens) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"sentence: \"{TerminalText.Quote(sentence)}\" has {tokens} tokens, but as written the reference always "
                + $"has "
                + $"{spec.MinimumTokens}. Shorten it, or attribute it with --protocols=corrected, or "
                + $"give --set attribution.reference-length=sentence."
        );
}
