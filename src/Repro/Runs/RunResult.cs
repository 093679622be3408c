using System.Text.Json;
using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;

namespace Repro.Runs;

/// <summary>
/// The results of a run, as far as they can be read. A damaged number is NaN and a damaged file is null; both are
/// reported as not measured.
/// </summary>
public sealed record RunResult
{
    public required RunFolder Folder { get; init; }

    public required ExperimentSpec Spec { get; init; }

    public required RunManifest Manifest { get; init; }

    /// <summary>Whether the completeness marker is there. Without it the run was interrupted.</summary>
    public required bool Complete { get; init; }

    /// <summary>By quantity; NaN where the file holds something else than a finite number.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required TrainingHistory? History { get; init; }

    public required AttributionTable? Attributions { get; init; }

    /// <summary>What interventions gave, by path; only those worked out from this run's predictions.</summary>
    public required IReadOnlyDictionary<string, double> Interventions { get; init; }

    /// <exception cref="ReproException">The folder has no readable spec or manifest, or its spec is out of range (exit
    /// code 3): it is not a run.</exception>
    public static RunResult Read(RunFolder folder) =>
        new()
        {
            Folder = folder,
            Spec = ReadSpec(folder.Spec),
            Manifest = SafeFile.ReadJson<RunManifest>(folder.Manifest),
            Complete = File.Exists(folder.Complete),
            Metrics = ReadMetrics(folder.Metrics),
            History = SafeFile.TryReadJson<TrainingHistory>(folder.History, out _),
            Attributions = SafeFile.TryReadJson<AttributionTable>(folder.Attributions, out _),
            Interventions = ReadInterventions(folder),
        };

    // What a request is refused for, no run can have had.
    private static ExperimentSpec ReadSpec(string path)
    {
        var spec = SafeFile.ReadJson<ExperimentSpec>(path);
        return SpecValidation.Faults(spec).FirstOrDefault() is { } fault
            ? throw ReproException.Input(
                $"{path}: no run had this: {fault} Or delete the run's folder and train it again."
            )
            : spec;
    }

    private static Dictionary<string, double> ReadMetrics(string path)
    {
        var values = SafeFile.TryReadJson<LooseMetrics>(path, out _)?.Values ?? [];
        return values.ToDictionary(v => v.Key, v => Number(v.Value), StringComparer.Ordinal);
    }

    private static Dictionary<string, double> ReadInterventions(RunFolder folder)
    {
        var predictions = SafeFile
            .TryReadJson<RunCompletion>(folder.Complete, out _)
            ?.Files.GetValueOrDefault(Path.GetFileName(folder.Predictions));
        return Enum.GetValues<InterventionKind>()
            .Select(kind =>
                (Kind: kind, Result: SafeFile.TryReadJson<InterventionResult>(folder.Intervention(kind), out _))
            )
            .Where(i => i.Result is { } result && result.Predictions == predictions && Named(i.Kind, result))
            .SelectMany(i =>
                i.Result!.Values.Select(v => KeyValuePair.Create(InterventionPath.Of(i.Kind, v.Key), v.Value))
            )
            .ToDictionary(StringComparer.Ordinal);

        // Its kind stands in its name and in itself.
        bool Named(InterventionKind kind, InterventionResult result) =>
            result.Kind == kind
                ? true
                : throw ReproException.Input(
                    $"{folder.Intervention(kind)}: its kind is {Words.Of(result.Kind)}, where its name gives "
                        + $"{Words.Of(kind)}. Delete it and run --target=Intervene."
                );
    }

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : double.NaN;

    /// <summary><see cref="RunMetrics"/> before its values are known to be numbers.</summary>
    private sealed record LooseMetrics(Dictionary<string, JsonElement> Values);
}
