using System.Buffers;
using System.Text;

namespace Repro.Data.Prepare;

/// <summary>
/// Writes non-negative integers seven bits a byte, low bits first, the eighth bit saying that more follow (LEB128), and
/// strings as UTF-8 after their length in bytes.
/// </summary>
internal sealed class CompactWriter
{
    internal const int LongestInt = 5;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> bytes = new(1 << 16);

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Write(int value) => Write([value]);

    public void Write(ReadOnlySpan<int> values)
    {
        if (values.IsEmpty)
            return;
        var target = bytes.GetSpan(values.Length * LongestInt);
        var at = 0;
        foreach (var value in values)
        {
            var rest = (uint)value;
            for (; rest >= 0x80; rest >>= 7)
                target[at++] = (byte)(rest | 0x80);
            target[at++] = (byte)rest;
        }

        bytes.Advance(at);
    }

    public void Write(string text)
    {
        var length = Utf8.GetByteCount(text);
        Write(length);
        bytes.Advance(Utf8.GetBytes(text, bytes.GetSpan(length)));
    }
}

/// <summary>
/// Reads what <see cref="CompactWriter"/> wrote; throws <see cref="InvalidDataException"/> for invalid bytes.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;

    /// <summary>
    /// Reads a count of items of at least one byte each. It is checked against the remaining length, so that a damaged
    /// file cannot cause a huge allocation.
    /// </summary>
    public int ReadCount() => CheckedCount(ReadInts(1)[0]);

    public int[] ReadInts(int count)
    {
        var values = new int[CheckedCount(count)];
        for (var i = 0; i < values.Length; i++)
        {
            var value = 0u;
            for (var shift = 0; ; shift += 7)
            {
                if (at == bytes.Length || shift > 7 * (CompactWriter.LongestInt - 1))
                    throw Damaged();
                value |= (bytes[at] & 0x7fu) << shift;
                if (bytes[at++] < 0x80)
                    break;
            }

            values[i] = (int)value;
        }

        return values;
    }

    public string[] ReadStrings(int count)
    {
        var strings = new string[CheckedCount(count)];
        for (var i = 0; i < strings.Length; i++)
        {
            var length = ReadCount();
            strings[i] = Encoding.UTF8.GetString(bytes.Slice(at, length));
            at += length;
        }

        return strings;
    }

    public readonly void ExpectEnd()
    {
        if (at != bytes.Length)
            throw Damaged();
    }

    private readonly int CheckedCount(int count) => (uint)count <= (uint)(bytes.Length - at) ? count : throw Damaged();

    private readonly InvalidDataException Damaged() => new($"byte {at} of {bytes.Length} is not what was written");
}
