namespace Repro.Data.Fetch.Download;

/// <summary>How far a download is.</summary>
/// <param name="FileName">Which archive.</param>
/// <param name="Bytes">On disk so far, those of earlier tries included.</param>
/// <param name="Total">Bytes of the whole archive.</param>
/// <param name="BytesPerSecond">Mean rate of this transfer; 0 until time has passed.</param>
public sealed record FetchProgress(string FileName, long Bytes, long Total, double BytesPerSecond);
