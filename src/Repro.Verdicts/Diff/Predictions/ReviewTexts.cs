using Repro.Data.Prepare;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>
/// The test reviews as a model reads them: words in lower case, with words outside the vocabulary as unknown.
/// </summary>
internal sealed class ReviewTexts
{
    /// <summary>Number of words shown from the start of a review.</summary>
    private const int FirstWords = 12;

    private readonly PreparedCorpus corpus;
    private readonly Dictionary<string, int> places;

    public ReviewTexts(PreparedCorpus corpus)
    {
        this.corpus = corpus;
        places = Enumerable.Range(0, corpus.Test.Count).ToDictionary(corpus.Test.Id, i => i, StringComparer.Ordinal);
    }

    public bool Has(string id) => places.ContainsKey(id);

    /// <summary>Number of tokens.</summary>
    public int Length(string id) => corpus.Test.Length(places[id]);

    /// <summary>The first words; an ellipsis replaces the rest.</summary>
    public string Beginning(string id)
    {
        var tokens = corpus.Test.Tokens(places[id]);
        var words = string.Join(
            ' ',
            tokens[..Math.Min(FirstWords, tokens.Length)].ToArray().Select(t => corpus.Vocabulary[t])
        );
        return tokens.Length > FirstWords ? words + " …" : words;
    }
}
