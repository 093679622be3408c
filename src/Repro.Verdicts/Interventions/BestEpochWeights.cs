using Repro.Experiments;

namespace Repro.Verdicts.Interventions;

/// <summary>
/// Undoes Q2 without training again. For a recurrent model, the protocols differ only in when training ends and which
/// weights are tested. A corrected run of the same seed and machine therefore went through the same epochs as the
/// as-written run and tested the weights of the best one.
/// </summary>
internal static class BestEpochWeights
{
    /// <returns>Null if the two trainings differ, or if the corrected run's best epoch is after the end of the
    /// as-written run.</returns>
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
    /// The experiment without settings that do not affect training steps: the end of training, logging, testing and
    /// attribution.
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
