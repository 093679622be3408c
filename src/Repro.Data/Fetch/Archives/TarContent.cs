namespace Repro.Data.Fetch.Archives;

/// <summary>The content of one entry, including the zeros that a sparse file omits.</summary>
/// <param name="tar">Positioned at its first stored byte.</param>
/// <param name="map">Where the stored bytes belong.</param>
internal sealed class TarContent(TarBytes tar, SparseMap map) : Stream
{
    private int stretch;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => map.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The archive ends before the entry does, or is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (stretch < map.Data.Count && End(stretch) == position)
            stretch++;
        var (isData, end) =
            stretch == map.Data.Count ? (false, map.Length)
            : position < map.Data[stretch].Offset ? (false, map.Data[stretch].Offset)
            : (true, End(stretch));
        buffer = buffer[..(int)Math.Min(buffer.Length, end - position)];
        if (isData)
            tar.ReadExactly(buffer);
        else
            buffer.Clear();
        position += buffer.Length;
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Skips the unread rest and the padding of the last block.</summary>
    public void Finish()
    {
        var stored = map.Data.Sum(data => data.Bytes);
        var left = map.Data.Sum(data => Math.Clamp(data.Offset + data.Bytes - position, 0, data.Bytes));
        tar.Skip(left + TarBytes.PaddingOf(stored));
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private long End(int index) => map.Data[index].Offset + map.Data[index].Bytes;
}
