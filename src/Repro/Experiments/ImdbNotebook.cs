namespace Repro.Experiments;

/// <summary>
/// The notebook that this repository reproduces: the third assignment of a deep-learning course. <see cref="Profiles"/>
/// and <see cref="Protocols"/> define its experiments.
/// </summary>
public static class ImdbNotebook
{
    public static Assignment Assignment { get; } =
        new()
        {
            Name = "the notebook",
            Profiles = [.. Profiles.All],
            Models = [ModelKind.Rnn, ModelKind.Cnn, ModelKind.CnnGlove],
            Spec = Profiles.Spec,
        };
}
