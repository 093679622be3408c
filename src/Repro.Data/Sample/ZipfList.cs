namespace Repro.Data.Sample;

/// <summary>
/// Items drawn with probability proportional to 1 / (rank + offset), rank from 1 in list order (Zipf, Mandelbrot).
/// </summary>
internal sealed class ZipfList<T>
{
    // Integer weights avoid rounding differences between machines.
    private const int Scale = 1 << 20;
    private readonly int[] cumulative;

    public ZipfList(IReadOnlyList<T> items, int offset)
    {
        Items = items;
        var total = 0;
        cumulative = [.. items.Select((_, i) => total = checked(total + (Scale / (i + 1 + offset))))];
    }

    public IReadOnlyList<T> Items { get; }

    public T Draw(SplitMix64 random)
    {
        var at = Array.BinarySearch(cumulative, random.Below(cumulative[^1]) + 1);
        return Items[at >= 0 ? at : ~at];
    }
}
