namespace Repro.Data.Fetch.Archives;

/// <summary>Opens files that a person put somewhere.</summary>
internal static class ArchiveFile
{
    /// <summary>Opens for reading from start to end; others may read it too, and none may write.</summary>
    /// <exception cref="ReproException">It is missing or not readable (exit code 3).</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                1 << 16,
                FileOptions.SequentialScan
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReproException.Input($"{path}: cannot be read: {e.Message} Make it readable or remove it.", e);
        }
    }
}
