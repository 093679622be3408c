namespace Repro.Data.Fetch.Download;

/// <summary>Progress of a download.</summary>
/// <param name="FileName">Which archive.</param>
/// <param name="Bytes">Bytes on disk so far, including earlier attempts.</param>
/// <param name="Total">Bytes of the whole archive.</param>
/// <param name="BytesPerSecond">Mean rate of this transfer; 0 until time has passed.</param>
public sealed record FetchProgress(string FileName, long Bytes, long Total, double BytesPerSecond);
