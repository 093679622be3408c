using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>Q7 and Q8: the reference of a sentence, as in Captum's TokenReferenceBase: one token, repeated.</summary>
public static class TokenReference
{
    /// <param name="vocabulary">Used to look up the filler. If the corpus lacks the word <c>pad</c>, the filler is
    /// <c>&lt;unk&gt;</c>, and unknown words get no attribution.</param>
    /// <param name="spec">Defines the token and the length.</param>
    /// <param name="sentence">For the message.</param>
    /// <param name="tokens">Tokens of the sentence, filler included.</param>
    /// <returns>One index per token of the sentence.</returns>
    /// <exception cref="ReproException">The reference has a fixed length and the sentence is longer (exit code
    /// 2).</exception>
    public static int[] Tokens(Vocabulary vocabulary, AttributionSpec spec, string sentence, int tokens)
    {
        SentenceLength.Check(spec, [new LabelledSentence(sentence)]);
        return [.. Enumerable.Repeat(vocabulary.IndexOf(spec.Filler), tokens)];
    }
}
