using System.Text;

namespace Repro.Data.Fetch.Archives;

/// <summary>
/// Extended headers of the next entry, as far as they affect its name or content: records of <c>LENGTH KEY=VALUE\n</c>
/// (POSIX.1-2017, pax), with GNU tar's keys for sparse files. Other keys, such as owners, times and attributes, are
/// ignored.
/// </summary>
internal sealed class PaxRecords
{
    private const string Sparse = "GNU.sparse.";

    private readonly List<long> map = [];
    private string? path,
        sparseName;
    private long? sparseLength;

    public string? Path => sparseName ?? path;

    /// <summary>Bytes that are stored.</summary>
    public long? Size { get; private set; }

    /// <summary>Whether the sparse map precedes the data (GNU format 1.0).</summary>
    public bool HasMapInData { get; private set; }

    /// <summary>The sparse map in the records; null if there is none.</summary>
    public SparseMap? Map => HasMapInData || sparseLength is not { } length ? null : SparseMap.Create(length, map);

    /// <summary>Full size of a sparse file in bytes; null for any other file.</summary>
    public long? SparseLength => sparseLength;

    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public void Add(ReadOnlySpan<byte> records)
    {
        foreach (var (key, value) in Parse(records))
            Add(key, value);
    }

    /// <summary>Checks global records: they must not set the name or size of all entries.</summary>
    /// <exception cref="InvalidDataException">One does, or they are malformed.</exception>
    public static void CheckGlobal(ReadOnlySpan<byte> records)
    {
        foreach (var (key, _) in Parse(records))
            if (key is "path" or "size" || key.StartsWith(Sparse, StringComparison.Ordinal))
                throw new InvalidDataException($"a global header gives every entry the same {key}");
    }

    private void Add(string key, byte[] value)
    {
        switch (key)
        {
            case "path":
                path = value.Length == 0 ? null : Encoding.UTF8.GetString(value);
                break;
            case "size":
                Size = SparseMap.Number(value);
                break;
            case Sparse + "name":
                sparseName = Encoding.UTF8.GetString(value);
                break;
            case Sparse + "size" or Sparse + "realsize":
                sparseLength = SparseMap.Number(value);
                break;
            case Sparse + "major":
                HasMapInData = SparseMap.Number(value) == 1;
                break;
            case Sparse + "offset" or Sparse + "numbytes":
                map.Add(SparseMap.Number(value));
                break;
            case Sparse + "map":
                foreach (var number in Encoding.ASCII.GetString(value).Split(','))
                    map.Add(SparseMap.Number(Encoding.ASCII.GetBytes(number)));
                break;
        }
    }

    private static List<(string Key, byte[] Value)> Parse(ReadOnlySpan<byte> records)
    {
        var parsed = new List<(string, byte[])>();
        while (records.Length > 0)
        {
            var space = records.IndexOf((byte)' ');
            var length = space is > 0 and < 10 ? SparseMap.Number(records[..space]) : 0;
            if (length <= space + 1 || length > records.Length || records[(int)length - 1] != '\n')
                throw Malformed();
            var record = records[(space + 1)..((int)length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
                throw Malformed();
            parsed.Add((Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..].ToArray()));
            records = records[(int)length..];
        }

        return parsed;
    }

    private static InvalidDataException Malformed() => new("an extended header is malformed");
}
