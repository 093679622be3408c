namespace Repro.Runs;

/// <summary>One line of <c>events.jsonl</c>: how a fixture tells whoever follows the file how far it is.</summary>
public sealed record RunEvent
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public required RunEventKind Kind { get; init; }

    public int? Epoch { get; init; }

    /// <summary>Epochs at most.</summary>
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
    /// What a failure is: 6, say, where training diverged. Null where it is no failure, or one of the tool.
    /// </summary>
    public ExitCode? ExitCode { get; init; }
}

public enum RunEventKind
{
    Started,

    /// <summary>
    /// Training goes on behind <see cref="RunEvent.Epoch"/>, which an earlier process finished; where
    /// <see cref="RunEvent.Batch"/> is there, within it, behind that training batch.
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
