namespace Repro.Data.Fetch.Download;

/// <summary>Timeouts and retries for slow and failing servers.</summary>
public sealed record DownloadOptions
{
    /// <summary>Number of retries after the first attempt; 1 … 100.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>
    /// Delay before the first retry; doubled for each further one, up to <see cref="LongestDelay"/>. Above zero.
    /// </summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest delay a server may request (Retry-After). If it requests more, the download fails without a retry.
    /// </summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a connection may be silent before it counts as broken; infinite for never.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
