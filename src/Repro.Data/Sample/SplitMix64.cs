namespace Repro.Data.Sample;

/// <summary>
/// A generator of 64-bit integers that uses only integer arithmetic modulo 2^64, so that a seed gives the same draws on
/// every machine. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>
    /// The stream of one item of a numbered family. It does not depend on the number of items in other families.
    /// </summary>
    public static SplitMix64 Stream(long seed, int family, int item) =>
        new(
            new SplitMix64(
                new SplitMix64(unchecked((ulong)seed)).Next() ^ ((ulong)(uint)family << 32) ^ (uint)item
            ).Next()
        );

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>
    /// An integer in [0, <paramref name="limit"/>): the high half of a 128-bit product, with a bias below limit / 2^64.
    /// </summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>True with a probability of <paramref name="percent"/> %.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of <paramref name="items"/>, uniformly distributed.</summary>
    public T Any<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
