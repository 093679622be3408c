using Repro.Files;
using Repro.Runs;
using Repro.Torch.Models;
using Repro.Torch.Serialization;

namespace Repro.Torch.Checkpoints;

/// <summary>
/// The checkpoint folder of a run: after every epoch, the weights and everything the next epoch depends on. A file is
/// valid only if the index, which is written last, lists its digest; only then are older files deleted. The process can
/// therefore be killed at any moment.
/// </summary>
/// <remarks>
/// If the other protocol's run has the same weights, the weights of every epoch are kept even after the run is
/// complete, so that it can replay them. Otherwise only the files needed to resume are kept, until the run is complete.
/// </remarks>
/// <param name="folder"><see cref="RunFolder.Checkpoint"/>.</param>
/// <param name="trajectory">The run's trajectory.</param>
/// <param name="experiment">Name of the experiment.</param>
/// <param name="commit">Commit of the source.</param>
internal sealed class EpochArchive(string folder, Trajectory trajectory, string experiment, string commit)
{
    private const string DamagedIndex = "the index of its checkpoint is damaged",
        Remedy = "training starts from the beginning";

    private RecordedTraining recorded = new(trajectory, [], new(StringComparer.Ordinal));

    /// <summary>The complete epochs.</summary>
    public IReadOnlyList<RecordedEpoch> Epochs => recorded.Epochs;

    /// <summary>
    /// The state within the epoch that follows them, in the same folder. It is superseded when that epoch ends.
    /// </summary>
    public BatchArchive Batches { get; } = new(folder, trajectory);

    private string Index => Path.Combine(folder, "epochs.json");

    /// <summary>
    /// Reads the folder, or empties it if training cannot resume from it. A folder without a complete epoch is filled
    /// from <paramref name="shared"/>.
    /// </summary>
    /// <param name="shared">Checkpoint folders of other runs of the seed; the epochs of the first one with the same
    /// trajectory are copied.</param>
    /// <returns>Why training cannot resume, or only from an earlier point; else null.</returns>
    public string? Open(params IReadOnlyList<string> shared)
    {
        var reason = File.Exists(Index) ? Read() : null;
        if (Epochs.Count > 0)
            return Batches.Open(Epochs.Count) is { } lost
                ? FormattableString.Invariant($"{lost}; training resumes after epoch {Epochs.Count}")
                : null;
        if (trajectory.IsShared && shared.Any(TakeOver))
            return null;
        reason ??= Batches.Open(epochs: 0);
        if (Batches.Recorded is not null)
            return null;
        Clear();
        return reason is null ? null : $"{reason}; {Remedy}";
    }

    /// <summary>Adds an epoch; it is durable when this returns.</summary>
    /// <param name="losses">The epoch's losses.</param>
    /// <param name="seconds">Seconds it took.</param>
    /// <param name="model">The model at the end of the epoch.</param>
    /// <param name="state">Everything else that the next epoch depends on.</param>
    /// <param name="bestEpoch">An epoch whose weights may still be needed, besides the last one; 0 for none.</param>
    public void Save(
        EpochLosses losses,
        double seconds,
        SentimentModel model,
        IReadOnlyCollection<NamedArray> state,
        int bestEpoch
    )
    {
        var epoch = Epochs.Count + 1;
        Checkpoint.Save(model, PathOf(WeightsOf(epoch)));
        Safetensors.Write(PathOf(StateOf(epoch)), state);

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (name, digest) in recorded.Files.Where(f =>
                trajectory.IsShared ? IsWeights(f.Key) : f.Key == WeightsOf(bestEpoch)
            )
        )
            files[name] = digest;
        foreach (var name in (string[])[WeightsOf(epoch), StateOf(epoch)])
            files[name] = RunMarker.DigestOf(PathOf(name));
        recorded = new RecordedTraining(
            trajectory,
            [
                .. Epochs,
                new RecordedEpoch(epoch, losses.Train, losses.Validation, seconds, experiment, commit)
                {
                    Steps = losses.Kept(epoch),
                    Read = losses.Read,
                },
            ],
            files
        ).Sealed();
        SafeFile.WriteJson(Index, recorded);
        foreach (
            var file in Directory
                .EnumerateFiles(folder)
                .Where(file => file != Index && !files.ContainsKey(Path.GetFileName(file)))
        )
            File.Delete(file);
    }

    /// <summary>Loads the weights at the end of an epoch into <paramref name="model"/>.</summary>
    public void LoadWeights(SentimentModel model, int epoch) => Checkpoint.Load(model, PathOf(WeightsOf(epoch)));

    /// <summary>Fills <paramref name="state"/> with the state at the end of the last epoch.</summary>
    public void LoadState(IReadOnlyCollection<NamedArray> state) =>
        new Safetensors("training state").Read(PathOf(StateOf(Epochs.Count)), state);

    /// <summary>Call when the run is complete: deletes files that will not be replayed.</summary>
    public void Finish()
    {
        if (!trajectory.IsShared)
            Clear();
    }

    private bool TakeOver(string shared)
    {
        var other = new EpochArchive(shared, trajectory, experiment, commit);
        if (!File.Exists(other.Index) || other.Read() is not null || other.Epochs.Count == 0)
            return false;
        try
        {
            Clear(); // A part of the first epoch, at most.
            Directory.CreateDirectory(folder);
            foreach (var name in other.recorded.Files.Keys)
                File.Copy(other.PathOf(name), PathOf(name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Clear(); // Another process has trained on meanwhile, or there is no room: then training will say so.
            return false;
        }

        if (!other.recorded.Files.All(f => RunMarker.IsWhole(PathOf(f.Key), f.Value)))
        {
            Clear(); // Or begun anew.
            return false;
        }

        recorded = other.recorded;
        SafeFile.WriteJson(Index, recorded);
        return true;
    }

    private void Clear() => SafeFile.DeleteFolder(folder);

    private string? Read()
    {
        if (SafeFile.TryReadJson<RecordedTraining>(Index, out _) is not { IsWhole: true } found)
            return DamagedIndex;
        if (trajectory.DifferenceFrom(found.Trajectory) is { } difference)
            return $"its checkpoint belongs to another training ({difference})";
        if (found.Files.Keys.FirstOrDefault(name => !RunMarker.IsWhole(PathOf(name), found.Files[name])) is { } damaged)
            return $"{damaged} of its checkpoint is missing or damaged";
        recorded = found;
        return null;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static bool IsWeights(string name) => name.StartsWith("weights-", StringComparison.Ordinal);

    private static string WeightsOf(int epoch) => FormattableString.Invariant($"weights-{epoch}.safetensors");

    private static string StateOf(int epoch) => FormattableString.Invariant($"state-{epoch}.safetensors");
}
