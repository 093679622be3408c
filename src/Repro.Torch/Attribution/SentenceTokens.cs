using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Torch.Attribution;

/// <summary>Q7: a sentence as the positions that are attributed.</summary>
public static class SentenceTokens
{
    /// <summary>
    /// Split on white space, lower-cased where the experiment says so, filled up with
    /// <see cref="AttributionSpec.Filler"/>.
    /// </summary>
    /// <returns>At least <see cref="AttributionSpec.MinimumTokens"/> words.</returns>
    public static IReadOnlyList<string> Of(string sentence, AttributionSpec spec)
    {
        var words = spec.LowerCase ? Tokenizer.Tokens(sentence) : Tokenizer.Split(sentence);
        while (words.Count < spec.MinimumTokens)
            words.Add(spec.Filler);
        return words;
    }
}
