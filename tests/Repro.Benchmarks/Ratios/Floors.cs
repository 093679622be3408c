namespace Repro.Benchmarks.Ratios;

/// <summary><c>floors.json</c>: what each fast path must gain.</summary>
/// <param name="Pairs">In the table's order.</param>
public sealed record Floors(EquatableList<Pair> Pairs);

/// <summary>A fast path, and what it is compared with.</summary>
/// <param name="Name">Of the row.</param>
/// <param name="Plain">A benchmark, such as <c>RnnStep.Packed</c>.</param>
/// <param name="Fast">The one that must give the same result sooner.</param>
/// <param name="Floor">Times as fast that it must be; below is a failure.</param>
/// <param name="Goal">Times as fast that it should be.</param>
public sealed record Pair(string Name, string Plain, string Fast, double Floor, double Goal)
{
    /// <summary>
    /// The limit of the fast path: benchmarks of <c>Limits</c>, and how many calls of each its work comes to.
    /// </summary>
    public SortedDictionary<string, double> Limit { get; init; } = [];

    /// <summary>Whether the plain version is libtorch's convolution or LSTM: see <see cref="PlainVersions"/>.</summary>
    public bool OneDnn { get; init; }

    /// <summary>Share of the limit, 0 to 1, that it must reach; null where the limit is only shown.</summary>
    public double? FloorOfLimit { get; init; }
}
