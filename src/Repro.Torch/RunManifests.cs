using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Models;

namespace Repro.Torch;

/// <summary>Writes down what a run was made of and on.</summary>
internal static class RunManifests
{
    /// <param name="spec">The experiment.</param>
    /// <param name="inputs">What it read.</param>
    /// <param name="surroundings">What it took from the machine.</param>
    /// <param name="started">When its training began.</param>
    /// <param name="arithmetic"><see cref="ArithmeticDigest"/> of the machine.</param>
    /// <param name="model">That was trained.</param>
    /// <param name="stages">How long each took.</param>
    public static RunManifest Of(
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
