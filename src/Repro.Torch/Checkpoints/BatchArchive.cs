using Repro.Files;
using Repro.Runs;
using Repro.Torch.Serialization;

namespace Repro.Torch.Checkpoints;

/// <summary>
/// The state between two batches of the epoch under way, in a checkpoint folder: weights, all that further training
/// depends on, and the losses so far, in one file that is read whole or not at all. It counts only where the index,
/// written last, has its digest, and the one before it is deleted only then.
/// </summary>
/// <param name="folder"><see cref="RunFolder.Checkpoint"/>.</param>
/// <param name="trajectory">Of the run.</param>
internal sealed class BatchArchive(string folder, Trajectory trajectory)
{
    private const string Files = "batches-*";

    /// <summary>What can be gone on from; null where there is nothing.</summary>
    public RecordedBatches? Recorded { get; private set; }

    private string Index => Path.Combine(folder, "batches.json");

    /// <summary>
    /// Reads the folder. The state of another epoch than the one behind <paramref name="epochs"/> complete ones is
    /// passed over: it ended.
    /// </summary>
    /// <returns>Why it cannot be gone on from, or null.</returns>
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
            return $"its checkpoint is of another training ({difference})";
        if (found.Batches < 1 || !RunMarker.IsWhole(PathOf(NameOf(found.Epoch, found.Batches)), found.Digest))
            return $"{NameOf(found.Epoch, found.Batches)} of its checkpoint is missing or damaged";
        Recorded = found;
        return null;
    }

    /// <summary>Keeps a state in the place of the last one; it is kept once this returns.</summary>
    /// <param name="epoch">That is under way.</param>
    /// <param name="losses">Of the training steps done, one at least.</param>
    /// <param name="seconds">That they took.</param>
    /// <param name="state">Weights, and all else that the next batch depends on.</param>
    public void Save(int epoch, IReadOnlyList<double> losses, double seconds, IEnumerable<NamedArray> state)
    {
        var name = NameOf(epoch, losses.Count);
        Safetensors.Write(PathOf(name), [.. state, Losses([.. losses])]);
        Recorded = new RecordedBatches(trajectory, epoch, losses.Count, seconds, RunMarker.DigestOf(PathOf(name)));
        SafeFile.WriteJson(Index, Recorded);
        foreach (var file in Directory.EnumerateFiles(folder, Files).Where(file => Path.GetFileName(file) != name))
            File.Delete(file);
    }

    /// <summary>Fills <paramref name="state"/> with what is <see cref="Recorded"/>.</summary>
    /// <returns>Losses of the training steps done.</returns>
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
