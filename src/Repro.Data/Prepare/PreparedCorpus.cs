using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Data.Prepare;

/// <summary>
/// The inputs of a run: numbered reviews in three parts, and the two vocabularies of the training part.
/// </summary>
public sealed class PreparedCorpus
{
    private string? digest;

    internal PreparedCorpus(
        Vocabulary vocabulary,
        LabelVocabulary labels,
        EncodedReviews train,
        EncodedReviews validation,
        EncodedReviews test,
        string? digest = null
    )
    {
        (Vocabulary, Labels, Train, Validation, Test) = (vocabulary, labels, train, validation, test);
        this.digest = digest;
    }

    public Vocabulary Vocabulary { get; }

    public LabelVocabulary Labels { get; }

    /// <summary>In the order drawn by the split.</summary>
    public EncodedReviews Train { get; }

    /// <summary>In the order drawn by the split.</summary>
    public EncodedReviews Validation { get; }

    /// <summary>In canonical order: positives first.</summary>
    public EncodedReviews Test { get; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal: equal corpora have equal digests.</summary>
    public string Digest => digest ??= PreparedCorpusFormat.Digest(PreparedCorpusFormat.Serialize(this));

    /// <summary>Draws, splits, builds the vocabularies from the training part alone and numbers every review.</summary>
    /// <param name="corpus">The published reviews.</param>
    /// <param name="spec">Number of reviews and the training share.</param>
    /// <param name="seed">The run's seed; it drives the split.</param>
    /// <exception cref="ReproException">The corpus is too small for the spec (exit code 2) or does not hold two labels
    /// (3).</exception>
    public static PreparedCorpus Prepare(ReviewCorpus corpus, CorpusSpec spec, long seed)
    {
        var selected = CorpusSelection.Select(corpus, spec);
        var split = Split.Draw(selected.Train.Count, spec.TrainShare, seed);
        Review[] train = [.. split.Train.Select(i => selected.Train[i])];
        Review[] validation = [.. split.Validation.Select(i => selected.Train[i])];

        var vocabulary = Vocabulary.Build([.. train.Select(r => r.Text)]);
        var labels = LabelsOf(train, spec);
        return new(
            vocabulary,
            labels,
            EncodedReviews.Encode(train, vocabulary, labels),
            EncodedReviews.Encode(validation, vocabulary, labels),
            EncodedReviews.Encode(selected.Test, vocabulary, labels)
        );
    }

    // If few reviews were drawn, a missing label is not the corpus's fault.
    private static LabelVocabulary LabelsOf(Review[] train, CorpusSpec spec)
    {
        try
        {
            return LabelVocabulary.Build(train.Select(r => r.Label));
        }
        catch (ReproException e) when (spec.TrainingReviews > 0)
        {
            throw ReproException.Usage($"corpus.training-reviews: {spec.TrainingReviews} were drawn. {e.Message}");
        }
    }
}
