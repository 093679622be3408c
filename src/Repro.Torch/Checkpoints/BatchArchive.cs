using Repro.Files;
using Repro.Runs;
using Repro.Torch.Serialization;

namespace Repro.Torch.Checkpoints;

/// <summary>
/// The state between two batches of the current epoch, in a checkpoint folder: weights, everything else that training
/// depends on, and the losses so far, in one file. The file is valid only if the index, which is written last, has its
/// digest; only then is the previous file deleted.
/// </summary>
/// <param name="folder"><see cref="RunFolder.Checkpoint"/>.</param>
/// <param name="trajectory">The run's trajectory.</param>
internal sealed class BatchArchive(string folder, Trajectory trajectory)
{
    private const string Files = "batches-*";

    /// <summary>The state to resume from; null if there is none.</summary>
    public RecordedBatches? Recorded { get; private set; }

    private string Index => Path.Combine(folder, "batches.json");

    /// <summary>
    /// Reads the folder. A state of any epoch other than the one after <paramref name="epochs"/> complete epochs is
    /// ignored: that epoch has ended.
    /// </summary>
    /// <returns>Why training cannot resume from it, or null.</returns>
    public string? Open(int epochs)
    {
        Recorded = null;
        if (!File.Exists(Index))
            return null;
        if (SafeFile.TryReadJson<RecordedBatches>(Index, out _) is not { } found)
            return "the index of its checkpoint within an epoch is damaged";
        if (found.Epoch != epochs + 1)
            return null;
        if (trajectory.DifferenceFrom(found.Trajectory) is { } difference)
            return $"its checkpoint belongs to another training ({difference})";
        if (found.Batches < 1 || !RunMarker.IsWhole(PathOf(NameOf(found.Epoch, found.Batches)), found.Digest))
            return $"{NameOf(found.Epoch, found.Batches)} of its checkpoint is missing or damaged";
        Recorded = found;
        return null;
    }

    /// <summary>Saves a state, replacing the last one; it is durable when this returns.</summary>
    /// <param name="epoch">The current epoch.</param>
    /// <param name="losses">Losses of the completed training steps, at least one.</param>
    /// <param name="seconds">Seconds they took.</param>
    /// <param name="state">Weights and everything else that the next batch depends on.</param>
    public void Save(int epoch, IReadOnlyList<double> losses, double seconds, IEnumerable<NamedArray> state)
    {
        var name = NameOf(epoch, losses.Count);
        Safetensors.Write(PathOf(name), [.. state, Losses([.. losses])]);
        Recorded = new RecordedBatches(trajectory, epoch, losses.Count, seconds, RunMarker.DigestOf(PathOf(name)));
        SafeFile.WriteJson(Index, Recorded);
        foreach (var file in Directory.EnumerateFiles(folder, Files).Where(file => Path.GetFileName(file) != name))
            File.Delete(file);
    }

    /// <summary>Fills <paramref name="state"/> from the <see cref="Recorded"/> state.</summary>
    /// <returns>Losses of the completed training steps.</returns>
    public double[] Load(IEnumerable<NamedArray> state)
    {
        var losses = new double[Recorded!.Batches];
        new Safetensors("training state").Read(
            PathOf(NameOf(Recorded.Epoch, Recorded.Batches)),
            [.. state, Losses(losses)]
        );
        return losses;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static NamedArray Losses(double[] losses) => NamedArray.Of("losses", losses);

    private static string NameOf(int epoch, int batches) =>
        FormattableString.Invariant($"batches-{epoch}-{batches}.safetensors");
}
