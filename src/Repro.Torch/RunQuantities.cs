using Repro.Evaluate;
using Repro.Experiment;
using Repro.Torch.Evaluate;

namespace Repro.Torch;

/// <summary>Every number of a run under its name in <see cref="Quantities"/>.</summary>
internal static class RunQuantities
{
    public static RunMetrics Of(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        TrainingHistory history,
        Scores scores,
        IReadOnlyDictionary<string, double>? own
    )
    {
        var values = Evaluator.Measure(scores.Predictions(), scores.Loss(LossAverage.Examples), spec.Seed);
        values[Quantities.VocabularySize] = inputs.Corpus.Vocabulary.Count;
        if (inputs.Vectors is { } vectors)
            values[Quantities.VectorsFound] = vectors.Found;
        values[Quantities.TrainedEpochs] = history.Epochs.Count;
        values[Quantities.PrintedEpochs] = history.Epochs.Count(e => e.Printed);
        values[Quantities.BestEpoch] = history.BestEpoch;
        values[Quantities.BestValidationLoss] = history.Epochs[history.BestEpoch - 1].ValidationLoss;
        values[Quantities.LastValidationLoss] = history.Epochs[^1].ValidationLoss;
        values[Quantities.LastTrainLoss] = history.Epochs[^1].TrainLoss;
        foreach (var (quantity, value) in own ?? new Dictionary<string, double>())
            if (!values.TryAdd(quantity, value))
                throw ReproException.Usage(
                    $"quantities: {spec.Name()} has {quantity} already, and no assignment may measure it "
                        + "otherwise. Give it another name."
                );
        return new RunMetrics(values);
    }
}
