namespace Repro.Testing;

/// <summary>A text or a picture is not the accepted one.</summary>
internal sealed class SnapshotException(string message) : Exception(message);
