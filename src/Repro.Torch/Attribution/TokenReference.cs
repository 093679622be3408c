using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>
/// Q7 and Q8: what a sentence is compared with, as Captum's TokenReferenceBase makes it: one token, repeated.
/// </summary>
public static class TokenReference
{
    /// <param name="vocabulary">Where the filler is looked up. A corpus without the word <c>pad</c> gives
    /// <c>&lt;unk&gt;</c>, and then unknown words get no attribution.</param>
    /// <param name="spec">Says which token and how many.</param>
    /// <param name="sentence">For the message.</param>
    /// <param name="tokens">Tokens of the sentence, filler included.</param>
    /// <returns>As many indices as the sentence has tokens.</returns>
    /// <exception cref="ReproException">The reference has a fixed length and the sentence is longer (exit code
    /// 2).</exception>
    public static int[] Of(Vocabulary vocabulary, AttributionSpec spec, string sentence, int tokens)
    {
        SentenceLength.Check(spec, [new LabelledSentence(sentence)]);
        return [.. Enumerable.Repeat(vocabulary.IndexOf(spec.Filler), tokens)];
    }
}
