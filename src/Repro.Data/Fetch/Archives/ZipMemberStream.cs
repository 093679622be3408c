using System.Globalization;
using System.IO.Compression;

namespace Repro.Data.Fetch.Archives;

/// <summary>The content of one member, checked against its declared length; closes the zip when disposed.</summary>
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
            // The library reports any damage as an unsupported compression method.
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
                $"{(read == 0 ? "ends" : "continues")} after {Math.Min(position, entry.Length):N0} bytes where "
                    + $"the directory says {entry.Length:N0}"
            )
        );
}
