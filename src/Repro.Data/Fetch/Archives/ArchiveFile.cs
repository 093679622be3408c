namespace Repro.Data.Fetch.Archives;

/// <summary>Opens archive files supplied by the user.</summary>
internal static class ArchiveFile
{
    /// <summary>Opens a file for sequential reading; other processes may read it but not write to it.</summary>
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
