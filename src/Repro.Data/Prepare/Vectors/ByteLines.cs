namespace Repro.Data.Prepare.Vectors;

/// <summary>
/// Reads the lines of a stream as bytes, split at LF only and without it. Each line is in a reused buffer that grows as
/// needed.
/// </summary>
internal sealed class ByteLines(Stream stream, string name, int longest = 1 << 20)
{
    private const int FirstBuffer = 1 << 16;

    private byte[] buffer = new byte[Math.Min(longest, FirstBuffer)];
    private int start,
        end;

    /// <summary>Number of the last line read; from 1.</summary>
    public long Number { get; private set; }

    /// <param name="line">Valid until the next call.</param>
    /// <returns>Whether there was another line.</returns>
    /// <exception cref="ReproException">A line does not fit the buffer (exit code 3).</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var newline = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(searched + newline, 1, out line);
            searched = end - start;
            if (!Fill())
                return Take(searched, 0, out line);
        }
    }

    private bool Take(int length, int separator, out ReadOnlySpan<byte> line)
    {
        line = buffer.AsSpan(start, length);
        start += length + separator;
        if (length + separator > 0)
            Number++;
        return length + separator > 0;
    }

    private bool Fill()
    {
        if (start > 0)
            buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length && end < longest)
            Array.Resize(ref buffer, (int)Math.Min(longest, 2L * end));
        if (end == buffer.Length)
            throw ReproException.Input(
                $"{name}: line {Number + 1} is longer than {buffer.Length} bytes, the limit for a line. "
                    + "Fetch it again."
            );
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}
