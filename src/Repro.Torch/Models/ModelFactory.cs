using Repro.Data.Prepare.Vectors;
using Repro.Experiments;
using Repro.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>Creates the model of an experiment.</summary>
public static class ModelFactory
{
    /// <summary>
    /// Creates an untrained model on the experiment's device. Weights are drawn from libtorch's generator in its
    /// current state (see <see cref="Determinism.Begin"/>). With vectors, the embedding is drawn and then overwritten,
    /// as in the notebook, so the other weights do not depend on them.
    /// </summary>
    /// <param name="spec">Defines the model, its sizes and the device.</param>
    /// <param name="vocabularySize">Rows of the embedding.</param>
    /// <param name="vectors">Initial vectors of the embedding; null if and only if the spec has none.</param>
    /// <param name="models">Creates the models of another assignment; null for the notebook's.</param>
    /// <exception cref="ReproException">Sizes are missing (exit code 2), vectors are missing or do not fit (3), or the
    /// device is not available (3).</exception>
    public static SentimentModel Create(
        ExperimentSpec spec,
        int vocabularySize,
        VectorMatrix? vectors,
        ModelMaker? models = null
    )
    {
        RefuseUnfit(spec, vectors);
        var model = (models ?? Notebook)(spec, vocabularySize);
        try
        {
            if (vectors is not null)
                Overwrite(model.EmbeddingWeight, vectors);
            if (spec.Device == "cuda")
                model.to(CUDA);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static SentimentModel Notebook(ExperimentSpec spec, int vocabularySize) =>
        spec.Model switch
        {
            var rnn when rnn == ModelKind.Rnn => new RnnBaseline(
                spec.Rnn ?? throw Missing("rnn", spec),
                vocabularySize,
                KernelChoice.Rnn(spec.Device)
            ),
            var cnn when cnn == ModelKind.Cnn || cnn == ModelKind.CnnGlove => new TextCnn(
                spec.Cnn ?? throw Missing("cnn", spec),
                vocabularySize,
                KernelChoice.Cnn(spec.Device)
            ),
            _ => throw ReproException.Usage(
                $"model: {spec.Model} is not one of the notebook's: "
                    + $"{string.Join(", ", Words.All<ModelKind>())}. Give the run what makes it (OwnParts)."
            ),
        };

    private static void RefuseUnfit(ExperimentSpec spec, VectorMatrix? vectors)
    {
        if (spec.Device == "cuda" && !cuda.is_available())
            throw ReproException.Input(
                "device: cuda was requested, but libtorch finds no CUDA device here. Use --device=cpu or --device=auto."
            );
        if ((spec.Vectors, vectors) is (not null, null) or (null, not null))
            throw ReproException.Input(
                $"vectors: {spec.Name()} starts from {spec.Vectors ?? "no vectors"}, "
                    + $"but {vectors?.Name ?? "none"} were given. Prepare the experiment again."
            );
    }

    private static void Overwrite(Tensor embedding, VectorMatrix vectors)
    {
        var (rows, width) = (embedding.shape[0], embedding.shape[1]);
        if (vectors.Width != width || vectors.Values.LongLength != rows * width)
            throw ReproException.Input(
                $"vectors: {vectors.Name} has {vectors.Values.Length / vectors.Width} rows of "
                    + $"{vectors.Width}, but the embedding has {rows} of {width}. Set the embedding's width to that "
                    + $"of the "
                    + "vectors, and prepare them for this corpus."
            );
        using var none = no_grad();
        using var values = tensor(vectors.Values, embedding.shape);
        embedding.copy_(values);
    }

    private static ReproException Missing(string sizes, ExperimentSpec spec) =>
        ReproException.Usage(
            $"{sizes}: {spec.Name()} has no sizes for its model. Start from a profile (Profiles.Spec)."
        );
}
