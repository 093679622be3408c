using Repro.Experiments;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// Q2 undone without training again. What the protocols change of a recurrent model's training is when it ends and
/// which weights are tested, so a corrected run of the same seed and machine went through the as-written run's epochs,
/// and tested the weights that the best of them had.
/// </summary>
internal static class BestEpochWeights
{
    /// <returns>Null where the two did not train alike, or where the corrected run found its best epoch only after the
    /// as-written one had ended.</returns>
    public static SortedDictionary<string, double>? Values(
        FinishedRun asWritten,
        FinishedRun? corrected,
        Assignment assignment
    ) =>
        corrected is not null
        && TrainAlike(asWritten, corrected, assignment)
        && corrected.History().BestEpoch <= asWritten.History().Epochs.Count
            ? corrected.F1s()
            : null;

    private static bool TrainAlike(FinishedRun a, FinishedRun b, Assignment assignment) =>
        WithoutEnding(a.Spec, assignment) == WithoutEnding(b.Spec, assignment)
        && a.Manifest.Environment == b.Manifest.Environment
        && a.Completion.CorpusDigest == b.Completion.CorpusDigest
        && a.Completion.VectorsDigest == b.Completion.VectorsDigest;

    /// <summary>
    /// The experiment without what has no part in a training step: the end of training, what is logged, tested and
    /// explained.
    /// </summary>
    private static ExperimentSpec WithoutEnding(ExperimentSpec spec, Assignment assignment)
    {
        var like = assignment.Unchanged(spec with { Protocol = ProtocolKind.AsWritten });
        return spec with
        {
            Protocol = like.Protocol,
            Evaluation = like.Evaluation,
            Attribution = like.Attribution,
            Training = spec.Training with
            {
                MaxEpochs = like.Training.MaxEpochs,
                Patience = like.Training.Patience,
                PatienceRule = like.Training.PatienceRule,
                Weights = like.Training.Weights,
                EpochLog = like.Training.EpochLog,
                LossAverage = like.Training.LossAverage,
            },
        };
    }
}
