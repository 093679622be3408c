using Repro.Torch.Serialization;

namespace Repro.Torch.Models;

/// <summary>A model's weights on disk, in the safetensors format, with a digest.</summary>
public static class Checkpoint
{
    /// <summary>Writes every parameter of <paramref name="model"/>; the file is complete or absent.</summary>
    /// <returns>SHA-256 of the numbers, lower-case hexadecimal.</returns>
    public static string Save(SentimentModel model, string path) => Safetensors.Write(path, Weights(model));

    /// <summary>
    /// Fills <paramref name="model"/>, made for the same experiment, with the weights in <paramref name="path"/>.
    /// </summary>
    /// <returns>SHA-256 of the numbers.</returns>
    /// <exception cref="ReproException">The file is missing, damaged, or of another model (exit code 3); the model is
    /// then unchanged.</exception>
    public static string Load(SentimentModel model, string path) =>
        new Safetensors("weights").Read(path, Weights(model));

    /// <summary>Every live parameter under its name in PyTorch's <c>state_dict()</c>.</summary>
    internal static IReadOnlyList<NamedArray> Weights(SentimentModel model) =>
        [.. model.named_parameters().Select(p => NamedArray.Of(p.name, p.parameter))];
}
