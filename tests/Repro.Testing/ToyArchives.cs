using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Repro.Testing;

/// <summary>Small archives, the good and the hostile.</summary>
internal static class ToyArchives
{
    public static byte[] TarGz(params (string Name, string Text)[] files) =>
        TarGz([.. files.Select(file => File(file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static byte[] TarGz(params TarEntry[] entries)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return bytes.ToArray();
    }

    public static TarEntry File(string name, params byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Gunzip(byte[] packed)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
            gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, string Text)[] members) => Zip(_ => { }, members);

    /// <param name="alter">Changes an entry after it was made, such as its attributes.</param>
    public static byte[] Zip(Action<ZipArchiveEntry> alter, params (string Name, string Text)[] members)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                alter(entry);
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The layout of the published corpus, with one review of each label in each half.</summary>
    public static (string Name, string Text)[] FourReviews { get; } =
    [
        ("aclImdb/test/neg/0_2.txt", "Dull."),
        ("aclImdb/test/pos/0_10.txt", "Fine."),
        ("aclImdb/train/neg/0_3.txt", "Bad."),
        ("aclImdb/train/pos/0_9.txt", "Good."),
    ];
}
