using System.Globalization;
using Repro;
using Repro.Runs;

namespace ReproBuild.Progress;

/// <summary>The progress of one experiment, according to its events.</summary>
public sealed class ExperimentProgress(string name)
{
    /// <summary>
    /// No remaining time is shown earlier than this after the first batch, because it would be a guess.
    /// </summary>
    private static readonly TimeSpan Guess = TimeSpan.FromSeconds(1);

    /// <summary>Longest remaining time shown, in seconds.</summary>
    private const double LongestLeft = 1e8;

    private RunEvent? last;
    private string? waits;
    private (DateTimeOffset Time, double Done)? began;

    public string Name { get; } = name;

    /// <summary>
    /// Completed share of the maximum number of epochs, 0 … 1; early stopping may end training sooner.
    /// </summary>
    public double Done { get; private set; }

    /// <summary>Counts the states that get a line of their own: epochs, testing, attributing, the end.</summary>
    public int Milestones { get; private set; }

    public bool IsOver => last?.Kind is RunEventKind.Completed or RunEventKind.Reused or RunEventKind.Failed;

    /// <summary>Why it failed, or null if it did not.</summary>
    public string? Failure => last?.Kind == RunEventKind.Failed ? Safe(last.Message) ?? "no reason given" : null;

    public void Apply(RunEvent runEvent)
    {
        if (runEvent.Kind != last?.Kind && runEvent.Kind is not (RunEventKind.Training or RunEventKind.Validating))
            Milestones++;
        if (runEvent.Kind == RunEventKind.Training)
            began ??= (runEvent.Time, Done);
        last = runEvent;
        Done = Math.Clamp(ShareOf(runEvent), 0, 1);
    }

    /// <summary>Sets what it waits for; null when it resumes.</summary>
    public void Wait(string? reason)
    {
        if (reason is null != waits is null)
            Milestones++;
        waits = Safe(reason);
    }

    private double ShareOf(RunEvent runEvent) =>
        runEvent switch
        {
            {
                Kind: RunEventKind.Completed or RunEventKind.Reused or RunEventKind.Testing or RunEventKind.Attributing
            } => 1,
            { Kind: RunEventKind.EpochFinished, Epoch: { } epoch, Epochs: > 0 and { } epochs } => (double)epoch
                / epochs,
            { Kind: RunEventKind.Continued, Batch: null, Epoch: { } epoch, Epochs: > 0 and { } epochs } => (double)epoch
                / epochs,
            {
                Kind: RunEventKind.Training or RunEventKind.Continued,
                Epoch: { } epoch,
                Epochs: > 0 and { } epochs,
                Batch: { } batch,
                Batches: > 0 and { } batches
            } => (epoch - 1.0 + ((double)batch / batches)) / epochs,
            _ => Done,
        };

    /// <summary>
    /// Epoch, batch, loss, reviews per second and time left: <c>epoch 2/8, batch 30/66, loss 0.5230, 812 reviews/s, at
    /// most 12 s left</c>.
    /// </summary>
    public string Text() =>
        waits
        ?? last switch
        {
            null => "waiting",
            { Kind: RunEventKind.Training } e => Join(Epoch(e), Batch(e), Loss("loss", e.TrainLoss), Rate(e), Left(e)),
            { Kind: RunEventKind.Validating } e => Join(Epoch(e), "validating", Batch(e), Rate(e)),
            { Kind: RunEventKind.EpochFinished } e => Join(
                Epoch(e),
                Loss("loss", e.TrainLoss),
                Loss("validation", e.ValidationLoss),
                Left(e)
            ),
            { Kind: RunEventKind.Testing or RunEventKind.Attributing } e => Join(
                e.Kind.ToString().ToLowerInvariant(),
                Batch(e),
                Rate(e)
            ),
            { Kind: RunEventKind.Continued, Batch: { } batch } e => Invariant(
                $"resumes after batch {batch} of {e.Batches} of epoch {e.Epoch}/{e.Epochs}"
            ),
            { Kind: RunEventKind.Continued } e => Invariant($"resumes after epoch {e.Epoch}/{e.Epochs}"),
            { Kind: RunEventKind.Failed } e => Join("failed", Safe(e.Message)),
            { Kind: var kind } e => Join(kind.ToString().ToLowerInvariant(), Safe(e.Message)),
        };

    // A message may quote an untrusted file; it is shown on one line.
    private static string? Safe(string? message) =>
        message is null ? null : TerminalText.Of(message.ReplaceLineEndings(" "), 2_000);

    private static string Join(params string?[] parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));

    private static string? Epoch(RunEvent e) => e.Epoch is { } epoch ? Invariant($"epoch {epoch}/{e.Epochs}") : null;

    private static string? Batch(RunEvent e) => e.Batch is { } batch ? Invariant($"batch {batch}/{e.Batches}") : null;

    private static string? Loss(string name, double? loss) =>
        loss is { } value ? Invariant($"{name} {value:F4}") : null;

    private static string? Rate(RunEvent e) =>
        e.ReviewsPerSecond is { } rate ? Invariant($"{rate:F0} reviews/s") : null;

    private string? Left(RunEvent e) =>
        began is { } start
        && e.Time - start.Time > Guess
        && Done < 1
        && (e.Time - start.Time).TotalSeconds / (Done - start.Done) * (1 - Done)
            is > 0
                and < LongestLeft
                and var seconds
            ? $"at most {DurationText.Of(TimeSpan.FromSeconds(seconds))} left"
            : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
