using System.Globalization;
using System.IO.Compression;

namespace Repro.Data.Fetch.Archives;

/// <summary>The content of one member, held to the length that was admitted; closes the zip with itself.</summary>
internal sealed class ZipMemberStream(ZipArchive zip, ZipArchiveEntry entry, ArchiveGuard guard) : Stream
{
    private readonly Stream inner = entry.Open();
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            // Whatever is wrong with them, the library says that their compression is not supported.
            throw guard.Refuse(entry.FullName, "has damaged compressed data", e);
        }
        catch (IOException e)
        {
            throw guard.Refuse(entry.FullName, $"is damaged or truncated: {e.Message.TrimEnd('.')}", e);
        }

        position += read;
        if (position > entry.Length || (read == 0 && buffer.Length > 0 && position < entry.Length))
            throw WrongLength(read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            zip.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReproException WrongLength(int read) =>
        guard.Refuse(
            entry.FullName,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(read == 0 ? "ends" : "goes on")} after {Math.Min(position, entry.Length):N0} bytes where "
                    + $"the directory says {entry.Length:N0}"
            )
        );
}
