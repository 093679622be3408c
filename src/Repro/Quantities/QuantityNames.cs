namespace Repro.Quantities;

/// <summary>Names of the numbers a run produces. Tolerances, baselines and claims refer to them.</summary>
public static class QuantityNames
{
    /// <summary>Entries of the vocabulary, specials included.</summary>
    public const string VocabularySize = "vocabulary.size";

    /// <summary>Words of the vocabulary that have a vector.</summary>
    public const string VectorsFound = "vectors.found";

    public const string TrainedEpochs = "epochs.trained",
        PrintedEpochs = "epochs.printed",
        BestEpoch = "epochs.best";

    public const string BestValidationLoss = "validation.loss.best",
        LastValidationLoss = "validation.loss.last",
        LastTrainLoss = "train.loss.last";

    /// <summary>Mean over test reviews of the binary cross-entropy, in nats.</summary>
    public const string TestLoss = "test.loss";

    public const string F1Global = "test.f1.global",
        F1BatchMean = "test.f1.batch-mean";

    /// <summary>The batch mean that a perfect classifier would get: batches without positives count 0.</summary>
    public const string F1BatchMeanCeiling = "test.f1.batch-mean.ceiling";

    /// <summary>Intervention: the batch mean of the same predictions in shuffled batches of the same sizes.</summary>
    public const string F1BatchMeanShuffled = "test.f1.batch-mean.shuffled";

    public const string Accuracy = "test.accuracy",
        Precision = "test.precision",
        Recall = "test.recall",
        RocAuc = "test.roc-auc";

    public const string TestBatches = "test.batches",
        BatchesWithoutPositives = "test.batches.without-positives",
        BatchesWithoutNegatives = "test.batches.without-negatives";

    /// <summary>The quantities that block, each by its own experiment's spread over seeds.</summary>
    public static IReadOnlyList<string> Gates { get; } = [F1Global, BestValidationLoss];
}
