using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>Q7: the tokens of a sentence that are attributed.</summary>
public static class SentenceTokens
{
    /// <summary>
    /// Splits on white space, converts to lower case if the experiment requires it, and pads with
    /// <see cref="AttributionSpec.Filler"/>.
    /// </summary>
    /// <returns>At least <see cref="AttributionSpec.MinimumTokens"/> words.</returns>
    public static IReadOnlyList<string> Split(string sentence, AttributionSpec spec)
    {
        var words = spec.LowerCase ? Tokenizer.Tokens(sentence) : Tokenizer.Split(sentence);
        while (words.Count < spec.MinimumTokens)
            words.Add(spec.Filler);
        return words;
    }
}
