using System.Net.Http.Headers;

namespace Repro.Data.Fetch.Download;

/// <summary>The part of a file downloaded so far, and the version of the file it belongs to.</summary>
internal sealed class PartialFile(string path)
{
    private readonly string versionPath = path + ".etag";

    public string Path { get; } = path;

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The server's strong ETag of the version these bytes came from, or null if it gave none.</summary>
    public EntityTagHeaderValue? Version =>
        File.Exists(versionPath)
        && EntityTagHeaderValue.TryParse(File.ReadAllText(versionPath), out var tag)
        && !tag.IsWeak
            ? tag
            : null;

    /// <summary>
    /// Truncates the file at <paramref name="offset"/> and opens it for writing there. No other process can write
    /// meanwhile.
    /// </summary>
    public FileStream OpenAt(long offset, EntityTagHeaderValue? version)
    {
        var stream = new FileStream(
            Path,
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.None,
            1,
            FileOptions.Asynchronous
        );
        stream.SetLength(offset);
        stream.Position = offset;
        if (offset == 0)
            RememberVersion(version);
        return stream;
    }

    public void Delete()
    {
        File.Delete(Path);
        File.Delete(versionPath);
    }

    public void PublishAs(string path)
    {
        File.Move(Path, path, overwrite: true);
        File.Delete(versionPath);
    }

    private void RememberVersion(EntityTagHeaderValue? version)
    {
        if (version is { IsWeak: false })
            File.WriteAllText(versionPath, version.ToString());
        else
            File.Delete(versionPath);
    }
}
