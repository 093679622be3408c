namespace Repro.Experiments;

/// <summary>
/// A notebook to be reproduced, as the experiments that it is made of. What it printed, and what was accepted of it,
/// lies in a folder of baselines of its own; its data and models come in where an experiment is run.
/// </summary>
public sealed record Assignment
{
    /// <summary>As titles have it, in the middle of a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The sizes that its experiments come in. They name folders: 1 … 40 of a to z, 0 to 9 and -, a letter first.
    /// </summary>
    /// <exception cref="ReproException">One is something else (exit code 2).</exception>
    public required EquatableList<string> Profiles
    {
        get;
        init =>
            field = ProfileName.Faults(value).FirstOrDefault() is { } fault ? throw ReproException.Usage(fault) : value;
    }

    /// <summary>In the order of reports.</summary>
    public required EquatableList<ModelName> Models { get; init; }

    /// <summary>Every experiment, before anybody changed a setting.</summary>
    public required SpecOf Spec { get; init; }

    /// <summary>Names of its experiments, the same in every profile: each model under both protocols.</summary>
    public IReadOnlyList<string> Experiments =>
        [.. Models.SelectMany(model => Words.All<ProtocolKind>().Select(protocol => $"{model}.{protocol}"))];

    /// <summary>The experiment that <paramref name="spec"/> was before its settings were changed.</summary>
    /// <param name="spec">As a run's folder holds it, so that it may be of any profile and model.</param>
    /// <exception cref="ReproException">It is of none of the assignment's (exit code 3).</exception>
    public ExperimentSpec Unchanged(ExperimentSpec spec) =>
        Profiles.Contains(spec.Profile) && Models.Contains(spec.Model)
            ? Spec(spec.Profile, spec.Model, spec.Protocol, spec.Vectors, spec.Seed, spec.Device)
            : throw ReproException.Input(
                $"spec.json: {spec.Name()} in profile {TerminalText.Quote(spec.Profile)} is no "
                    + $"experiment of {Name}, which has {string.Join(", ", Models)} in "
                    + $"{string.Join(", ", Profiles)}. Delete the run's folder and train it again."
            );
}

/// <summary>An experiment by its names.</summary>
/// <param name="profile">One of the assignment's.</param>
/// <param name="model">One of the assignment's.</param>
/// <param name="protocol">As the notebook's code has it, or as its author meant it.</param>
/// <param name="vectors">Name of the word vectors; null for the profile's own, or none.</param>
/// <param name="seed">0 … 4,294,967,295.</param>
/// <param name="device">cpu or cuda.</param>
public delegate ExperimentSpec SpecOf(
    string profile,
    ModelName model,
    ProtocolKind protocol,
    string? vectors = null,
    long seed = Profiles.DefaultSeed,
    string device = "cpu"
);
