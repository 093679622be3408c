using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Interventions;

/// <summary>A complete run, as far as interventions look at it.</summary>
internal sealed record FinishedRun(
    RunFolder Folder,
    ExperimentSpec Spec,
    RunManifest Manifest,
    RunCompletion Completion
)
{
    /// <summary>Null where the folder holds no complete run with the predictions that it wrote.</summary>
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

    /// <summary>SHA-256 of the predictions, as the completeness marker has it.</summary>
    public string PredictionsDigest => Completion.Files[Path.GetFileName(Folder.Predictions)];

    public TestPredictions Predictions() => SafeFile.ReadJson<TestPredictions>(Folder.Predictions);

    public TrainingHistory History() => SafeFile.ReadJson<TrainingHistory>(Folder.History);

    /// <summary>The two F1s of the test: what a changed run is looked at for.</summary>
    public SortedDictionary<string, double> F1s() =>
        new(
            SafeFile
                .ReadJson<RunMetrics>(Folder.Metrics)
                .Values.Where(m => m.Key is QuantityNames.F1BatchMean or QuantityNames.F1Global)
                .ToDictionary(),
            StringComparer.Ordinal
        );
}
