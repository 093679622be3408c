using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;
using Repro.Torch.Evaluate;

namespace Repro.Torch;

/// <summary>Computes all numbers of a run, named as in <see cref="QuantityNames"/>.</summary>
internal static class RunQuantities
{
    public static RunMetrics Measure(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        TrainingHistory history,
        Scores scores,
        IReadOnlyDictionary<string, double>? own
    )
    {
        var values = Evaluator.Measure(scores.Predictions(), scores.Loss(LossAverage.Examples), spec.Seed);
        values[QuantityNames.VocabularySize] = inputs.Corpus.Vocabulary.Count;
        if (inputs.Vectors is { } vectors)
            values[QuantityNames.VectorsFound] = vectors.Found;
        foreach (var (quantity, value) in RunAgreement.Of(history))
            values[quantity] = value;
        foreach (var (quantity, value) in own ?? new Dictionary<string, double>())
            if (!values.TryAdd(quantity, value))
                throw ReproException.Usage(
                    $"quantities: {spec.Name()} already has {quantity}, which an assignment cannot "
                        + "redefine. Give it another name."
                );
        return new RunMetrics(values);
    }
}
