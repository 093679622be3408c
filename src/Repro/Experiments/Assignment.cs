namespace Repro.Experiments;

/// <summary>
/// A notebook to reproduce, described by its experiments. Its printed figures and accepted results are in a baselines
/// folder of its own. Its data and models are supplied when an experiment runs.
/// </summary>
public sealed record Assignment
{
    /// <summary>Display name, worded to fit in the middle of a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The sizes its experiments come in. Each also names a folder: 1 … 40 characters of a to z, 0 to 9 and -, starting
    /// with a letter.
    /// </summary>
    /// <exception cref="ReproException">A profile name is not legal (exit code 2).</exception>
    public required EquatableList<string> Profiles
    {
        get;
        init =>
            field = ProfileName.Faults(value).FirstOrDefault() is { } fault ? throw ReproException.Usage(fault) : value;
    }

    /// <summary>In the order that reports list them.</summary>
    public required EquatableList<ModelName> Models { get; init; }

    /// <summary>Builds an experiment with its default settings.</summary>
    public required SpecOf Spec { get; init; }

    /// <summary>
    /// Names of its experiments: each model under both protocols. They are the same in every profile.
    /// </summary>
    public IReadOnlyList<string> Experiments =>
        [.. Models.SelectMany(model => Words.All<ProtocolKind>().Select(protocol => $"{model}.{protocol}"))];

    /// <summary>The experiment that <paramref name="spec"/> was before its settings were changed.</summary>
    /// <param name="spec">As read from a run folder; its profile and model may be unknown to this assignment.</param>
    /// <exception cref="ReproException">The assignment has no such profile or model (exit code 3).</exception>
    public ExperimentSpec Unchanged(ExperimentSpec spec) =>
        Profiles.Contains(spec.Profile) && Models.Contains(spec.Model)
            ? Spec(spec.Profile, spec.Model, spec.Protocol, spec.Vectors, spec.Seed, spec.Device)
            : throw ReproException.Input(
                $"spec.json: {spec.Name()} in profile {TerminalText.Quote(spec.Profile)} is not an "
                    + $"experiment of {Name}, which has {string.Join(", ", Models)} in "
                    + $"{string.Join(", ", Profiles)}. Delete the run's folder and train it again."
            );
}

/// <summary>An experiment by its names.</summary>
/// <param name="profile">One of the assignment's profiles.</param>
/// <param name="model">One of the assignment's models.</param>
/// <param name="protocol">The notebook as its code runs, or as its author meant it.</param>
/// <param name="vectors">Name of the word vectors; null for the profile's default, or for none.</param>
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
