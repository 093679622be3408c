using System.IO.Compression;
using Repro.Data.Fetch.Archives;
using Repro.Data.Imdb;

namespace Repro.Fuzz.Targets;

/// <summary>Archives of reviews and of word vectors.</summary>
internal static class ArchiveTargets
{
    /// <summary>
    /// What lies below the compression: headers get their sums, all is packed, and so nothing is refused for a checksum
    /// alone.
    /// </summary>
    public static void Tar(byte[] input)
    {
        TarChecksums.Mend(input);
        var packed = new MemoryStream(input.Length + 100);
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(input);
        ImdbReviews.Read(ScratchFile.Write("a.tar.gz", packed.GetBuffer().AsSpan(0, (int)packed.Length)));
    }

    public static void TarGz(byte[] input) => ImdbReviews.Read(ScratchFile.Write("a.tar.gz", input));

    public static void Zip(byte[] input)
    {
        using var member = ZipMember.Open(ScratchFile.Write("a.zip", input), "a.txt", ArchiveLimits.Vectors);
        member.CopyTo(Stream.Null);
    }
}
