using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Models;

namespace Repro.Torch;

/// <summary>Creates the manifest of a run.</summary>
internal static class RunManifests
{
    /// <param name="spec">The experiment.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="surroundings">Environment of the run.</param>
    /// <param name="started">When training started.</param>
    /// <param name="arithmetic"><see cref="ArithmeticDigest"/> of the machine.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="stages">Duration of each stage.</param>
    public static RunManifest Create(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        RunSurroundings surroundings,
        DateTimeOffset started,
        string? arithmetic,
        SentimentModel model,
        StageTimes stages
    ) =>
        new()
        {
            SpecHash = spec.Hash(),
            CorpusDigest = inputs.CorpusDigest,
            VectorsDigest = inputs.Vectors?.Digest,
            Environment = surroundings.Environment,
            Started = started,
            Seconds = stages.Seconds,
            Kernels = KernelsOf(model, surroundings),
            Commit = surroundings.Commit,
            Program = surroundings.Program,
            Arithmetic = arithmetic,
        };

    private static SortedDictionary<string, string> KernelsOf(SentimentModel model, RunSurroundings surroundings)
    {
        var kernels = new SortedDictionary<string, string>(model.Kernels.ToDictionary(), StringComparer.Ordinal);
        if (surroundings.OneDnn is { } restriction)
            kernels["onednn"] = restriction;
        return kernels;
    }
}
