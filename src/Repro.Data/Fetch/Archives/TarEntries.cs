using System.Globalization;
using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>One entry of a tar.</summary>
/// <param name="Name">As written in the archive.</param>
/// <param name="Type">See <see cref="TarHeader.Type"/>.</param>
/// <param name="Content">Readable until the next entry is asked for.</param>
internal sealed record TarEntry(string Name, byte Type, TarContent Content);

/// <summary>
/// The entries of a tar: V7, ustar, pax and both of GNU's formats, with its sparse files. System.Formats.Tar is not
/// used because it rejects entries whose owners or times it cannot represent.
/// </summary>
internal sealed class TarEntries(TarBytes tar)
{
    /// <summary>Maximum size of the headers before an entry in bytes.</summary>
    private const int LongestDescription = 1 << 20;

    private const int MostGlobals = 16;

    private const int MapAt = 386,
        MapEntry = 24,
        MapExtendedAt = 482,
        MapLengthAt = 483,
        MapNumber = 12,
        MoreMapExtendedAt = 504;

    private long described;
    private int globals;

    /// <param name="last">The previous entry; its unread content is skipped.</param>
    /// <returns>Null after the last entry; all bytes have then been read.</returns>
    /// <exception cref="InvalidDataException">The tar is damaged or ends too soon.</exception>
    public TarEntry? Next(TarEntry? last)
    {
        last?.Content.Finish();
        described = 0;
        var (records, longName) = (new PaxRecords(), (string?)null);
        var block = new byte[TarBytes.Block];
        while (true)
        {
            tar.ReadExactly(block);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                tar.RunOut();
                return null;
            }

            var header = new TarHeader(block);
            header.CheckSum();
            switch ((char)header.Type)
            {
                case 'x' or 'X':
                    records.Add(Description(header));
                    break;
                case 'g' when ++globals > MostGlobals:
                    throw new InvalidDataException(
                        $"global header {globals} follows, more than the limit of {MostGlobals}"
                    );
                case 'g':
                    PaxRecords.CheckGlobal(Description(header));
                    break;
                case 'L':
                    longName = Encoding.UTF8.GetString(TarHeader.UpToNul(Description(header)));
                    break;
                case 'K' or 'V': // Where a link leads, and what the volume is called.
                    Description(header);
                    break;
                default:
                    return Entry(block, records.Path ?? longName ?? header.Name, records);
            }
        }
    }

    private TarEntry Entry(byte[] block, string name, PaxRecords records)
    {
        var header = new TarHeader(block);
        var (type, stored) = (header.Type, records.Size ?? header.Size);
        if (type == TarHeader.Folder && stored > 0)
            throw new InvalidDataException("a folder has bytes of its own");
        var map = SparseMap.Whole(stored);
        if (type == TarHeader.GnuSparse)
            (type, map) = (TarHeader.Regular, MapOf(block));
        else if (type == TarHeader.Regular && records.HasMapInData)
            map = MapInData(records.SparseLength ?? 0, ref stored);
        else if (type == TarHeader.Regular && records.Map is { } stated)
            map = stated;
        return new TarEntry(name, type, new TarContent(tar, map.Checked(stored)));
    }

    /// <summary>GNU's older format: in the header and the blocks after it.</summary>
    private SparseMap MapOf(byte[] header)
    {
        var numbers = new List<long>();
        Take(header.AsSpan(MapAt, 4 * MapEntry));
        var more = new byte[TarBytes.Block];
        for (var extended = header[MapExtendedAt]; extended != 0; extended = more[MoreMapExtendedAt])
        {
            Describe(more.Length);
            tar.ReadExactly(more);
            Take(more.AsSpan(0, MoreMapExtendedAt));
        }

        return SparseMap.Create(TarHeader.Number(header.AsSpan(MapLengthAt, MapNumber), "length"), numbers);

        void Take(Span<byte> entries)
        {
            for (; entries.Length > 0 && entries[MapNumber] != 0; entries = entries[MapEntry..])
            {
                numbers.Add(TarHeader.Number(entries[..MapNumber], "map"));
                numbers.Add(TarHeader.Number(entries[MapNumber..MapEntry], "map"));
            }
        }
    }

    /// <summary>
    /// GNU's format 1.0: before the data, in whole blocks, the number of stretches and then their numbers, each ended
    /// by
    /// a line break.
    /// </summary>
    private SparseMap MapInData(long length, ref long stored)
    {
        var (numbers, digits, block) = (new List<long>(), new List<byte>(), new byte[TarBytes.Block]);
        while (numbers.Count == 0 || (numbers.Count - 1) / 2 < numbers[0])
        {
            Describe(block.Length);
            tar.ReadExactly(block);
            stored -= block.Length;
            foreach (var value in block)
            {
                if (value != '\n')
                {
                    digits.Add(value);
                    continue;
                }

                numbers.Add(SparseMap.Number([.. digits]));
                digits.Clear();
                if ((numbers.Count - 1) / 2 == numbers[0] && numbers.Count % 2 == 1)
                    break;
            }
        }

        return SparseMap.Create(length, numbers[1..]);
    }

    private byte[] Description(TarHeader header)
    {
        var size = header.Size;
        Describe(size);
        var bytes = new byte[size];
        tar.ReadExactly(bytes);
        tar.Skip(TarBytes.PaddingOf(size));
        return bytes;
    }

    private void Describe(long bytes)
    {
        described += TarBytes.Block + Math.Min(bytes, LongestDescription);
        if (described > LongestDescription)
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"more than {LongestDescription:N0} bytes lie before its next entry"
                )
            );
    }
}
