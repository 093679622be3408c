using System.Text;

namespace Repro.Testing;

/// <summary>Tars made block by block, for what no library writes.</summary>
internal static class ToyTar
{
    public const int Block = 512;

    /// <param name="name">ASCII, 100 characters at most.</param>
    /// <param name="size">Bytes that follow it.</param>
    /// <param name="type">As POSIX and GNU tar have it.</param>
    /// <param name="alter">Changes the block before its sum is written.</param>
    public static byte[] Header(string name, long size, char type = '0', Action<byte[]>? alter = null)
    {
        var header = new byte[Block];
        Put(header, 0, name);
        Put(header, 100, "0000644\0");
        Put(header, 124, Convert.ToString(size, 8).PadLeft(11, '0'));
        Put(header, 136, "00000000000");
        header[156] = (byte)type;
        Put(header, 257, "ustar\u000000");
        alter?.Invoke(header);
        Sum(header);
        return header;
    }

    public static void Put(byte[] block, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(block, at);

    /// <summary>Writes the sum of a block into it: of its bytes, its own place counted as blanks.</summary>
    public static void Sum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", header[148..]);
    }

    /// <summary>A header and its content, padded.</summary>
    public static byte[] Entry(string name, string content, char type = '0', Action<byte[]>? alter = null) =>
        [.. Header(name, Encoding.UTF8.GetByteCount(content), type, alter), .. Padded(content)];

    /// <summary>An extended header of records.</summary>
    public static byte[] Pax(char type, params (string Key, string Value)[] records) =>
        Entry("PaxHeaders/a", string.Concat(records.Select(r => Record(r.Key, r.Value))), type);

    public static byte[] Padded(string content) =>
        [.. Encoding.UTF8.GetBytes(content), .. new byte[-Encoding.UTF8.GetByteCount(content) & (Block - 1)]];

    /// <summary>The blocks, and the two of zeros behind them, compressed.</summary>
    public static byte[] Gzip(params byte[][] parts) =>
        ToyArchives.Gzip([.. parts.SelectMany(part => part), .. new byte[2 * Block]]);

    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var bytes = Encoding.UTF8.GetByteCount(rest);
        var length = bytes + 1;
        while ($"{length}".Length + bytes != length)
            length++;
        return $"{length}{rest}";
    }
}
