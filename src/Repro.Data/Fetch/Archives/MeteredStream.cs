using System.Globalization;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Gives no more bytes of another stream than were allowed, so that what an archive claims cannot make its reader
/// swallow gigabytes.
/// </summary>
internal sealed class MeteredStream(Stream inner) : Stream
{
    private long allowed = long.MaxValue,
        given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Allows so many bytes from here on.</summary>
    public void Allow(long bytes) => (allowed, given) = (bytes, 0);

    public void AllowAll() => Allow(long.MaxValue);

    /// <exception cref="InvalidDataException">More was read than was allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        given += read;
        return given <= allowed
            ? read
            : throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"more than {allowed:N0} bytes lie before its next entry")
            );
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
