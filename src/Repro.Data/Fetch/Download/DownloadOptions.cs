namespace Repro.Data.Fetch.Download;

/// <summary>Patience with slow and failing servers.</summary>
public sealed record DownloadOptions
{
    /// <summary>Tries after the first one; 1 … 100.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>
    /// Wait before the second try; doubled before each further one, up to <see cref="LongestDelay"/>. Above zero.
    /// </summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest wait a server may ask for (Retry-After); one that asks for more is taken at its word and left alone.
    /// </summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Silence after which a connection counts as broken; infinite for never.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
