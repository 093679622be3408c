namespace Repro.Runs;

/// <summary>
/// One line of <c>events.jsonl</c>, which reports a fixture's progress to processes that follow the file.
/// </summary>
public sealed record RunEvent
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public required RunEventKind Kind { get; init; }

    public int? Epoch { get; init; }

    /// <summary>Maximum number of epochs.</summary>
    public int? Epochs { get; init; }

    /// <summary>Batches done in this epoch or pass, and how many there are.</summary>
    public int? Batch { get; init; }

    public int? Batches { get; init; }

    /// <summary>Mean training loss of the epoch so far, or the epoch's.</summary>
    public double? TrainLoss { get; init; }

    public double? ValidationLoss { get; init; }

    public double? ReviewsPerSecond { get; init; }

    /// <summary>Why it failed or starts over, or what was reused.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Exit code of a failure, such as 6 if training diverged. Null if there was no failure, or if the tool itself
    /// failed.
    /// </summary>
    public ExitCode? ExitCode { get; init; }
}

public enum RunEventKind
{
    Started,

    /// <summary>
    /// Training resumes after <see cref="RunEvent.Epoch"/>, which an earlier process finished, or, if
    /// <see cref="RunEvent.Batch"/> is set, within that epoch after that training batch.
    /// </summary>
    Continued,
    Reused,
    Training,
    Validating,
    EpochFinished,
    Testing,
    Attributing,
    Completed,
    Failed,
}
