using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>The parts of a complete run that interventions use.</summary>
internal sealed record FinishedRun(
    RunFolder Folder,
    ExperimentSpec Spec,
    RunManifest Manifest,
    RunCompletion Completion
)
{
    /// <summary>Null if the folder has no complete run with intact predictions.</summary>
    /// <exception cref="ReproException">A file of a complete run is damaged (exit code 3).</exception>
    public static FinishedRun? Open(RunFolder folder)
    {
        if (!File.Exists(folder.Complete) || !File.Exists(folder.Predictions))
            return null;
        var completion = SafeFile.ReadJson<RunCompletion>(folder.Complete);
        return
            completion.Files.TryGetValue(Path.GetFileName(folder.Predictions), out var digest)
            && digest == RunMarker.DigestOf(folder.Predictions)
            ? new FinishedRun(
                folder,
                SafeFile.ReadJson<ExperimentSpec>(folder.Spec),
                SafeFile.ReadJson<RunManifest>(folder.Manifest),
                completion
            )
            : null;
    }

    /// <summary>SHA-256 of the predictions, from the completeness marker.</summary>
    public string PredictionsDigest => Completion.Files[Path.GetFileName(Folder.Predictions)];

    public TestPredictions Predictions() => SafeFile.ReadJson<TestPredictions>(Folder.Predictions);

    public TrainingHistory History() => SafeFile.ReadJson<TrainingHistory>(Folder.History);

    /// <summary>The two F1s of the test, which interventions report.</summary>
    public SortedDictionary<string, double> F1s() =>
        new(
            SafeFile
                .ReadJson<RunMetrics>(Folder.Metrics)
                .Values.Where(m => m.Key is QuantityNames.F1BatchMean or QuantityNames.F1Global)
                .ToDictionary(),
            StringComparer.Ordinal
        );
}
