using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Torch.Kernels;

namespace Repro.Torch.Checkpoints;

/// <summary>
/// Everything that decides the weights after each epoch. Two runs with equal trajectories have equal weights, to the
/// last bit on the CPU. What a protocol does with those weights is not part of it: patience, which epoch is tested, the
/// averages, the limit of epochs.
/// </summary>
internal sealed record Trajectory
{
    public required ModelName Model { get; init; }

    public required long Seed { get; init; }

    /// <summary>Digest of the prepared corpus.</summary>
    public required string Corpus { get; init; }

    /// <summary>Digest of the vectors that the embedding starts from.</summary>
    public string? Vectors { get; init; }

    public RnnSpec? Rnn { get; init; }

    public CnnSpec? Cnn { get; init; }

    public required BatchSpec Batches { get; init; }

    public required double LearningRate { get; init; }

    public required double Beta1 { get; init; }

    public required double Beta2 { get; init; }

    public required double Epsilon { get; init; }

    /// <summary>The implementation that trains.</summary>
    public required string Kernel { get; init; }

    public required int Threads { get; init; }

    public required string Libtorch { get; init; }

    public required string Isa { get; init; }

    public required string Device { get; init; }

    /// <summary><see cref="ProgramDigest"/> of what trains.</summary>
    public required string Program { get; init; }

    /// <summary><see cref="ArithmeticDigest"/> of the machine that trains; null on a device that promises no bits.</summary>
    public string? Arithmetic { get; init; }

    /// <summary>Hash of the whole experiment; null where the other protocol's run shares its epochs.</summary>
    public string? Spec { get; init; }

    /// <summary>See <see cref="ImdbNotebook.ProtocolsShareEpochs"/>.</summary>
    [JsonIgnore]
    public bool IsShared => Spec is null;

    public static Trajectory Of(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        EnvironmentFingerprint environment,
        string program,
        string? arithmetic
    ) =>
        new()
        {
            Model = spec.Model,
            Seed = spec.Seed,
            Corpus = inputs.Corpus.Digest,
            Vectors = inputs.Vectors?.Digest,
            Rnn = spec.Rnn,
            Cnn = spec.Cnn,
            Batches = spec.Batches,
            LearningRate = spec.Training.LearningRate,
            Beta1 = spec.Training.Beta1,
            Beta2 = spec.Training.Beta2,
            Epsilon = spec.Training.Epsilon,
            Kernel =
                spec.Rnn is not null ? Words.Of(KernelChoice.Rnn(spec.Device))
                : spec.Cnn is not null ? Words.Of(KernelChoice.Cnn(spec.Device))
                : "autograd",
            Threads = environment.Threads,
            Libtorch = environment.Libtorch,
            Isa = environment.Isa,
            Device = environment.Device,
            Program = program,
            Arithmetic = arithmetic,
            Spec = ImdbNotebook.ProtocolsShareEpochs(spec.Model) ? null : spec.Hash(),
        };

    /// <summary>What differs, such as <c>threads 1, was 2</c>; null where nothing does.</summary>
    public string? DifferenceFrom(Trajectory recorded)
    {
        var (ours, theirs) = (Node(this), Node(recorded));
        var different = ours.Select(p => p.Key)
            .Union(theirs.Select(p => p.Key))
            .Where(key => !JsonNode.DeepEquals(ours[key], theirs[key]));
        var parts = different.Select(key => $"{key} {Text(ours[key])}, was {Text(theirs[key])}").ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static JsonObject Node(Trajectory trajectory) =>
        JsonSerializer.SerializeToNode(trajectory, Json.Canonical)!.AsObject();

    private static string Text(JsonNode? value) => value?.ToJsonString().Trim('"') ?? "none";
}
