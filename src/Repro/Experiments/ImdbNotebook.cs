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

    /// <summary>
    /// Whether both protocols have the same weights after each epoch, so that one run can take over the epochs of the
    /// other. The CNNs have other kernel widths (Q6). False for a model of another assignment, whose code may read the
    /// protocol.
    /// </summary>
    public static bool ProtocolsShareEpochs(ModelName model) => model == ModelKind.Rnn;
}
