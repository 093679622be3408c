namespace Repro.Randomness;

/// <summary>
/// The generator behind Python's <c>random</c>: MT19937 seeded as CPython seeds it from an integer (Matsumoto and
/// Nishimura 1998,
/// <c>init_by_array</c> of 2002). Equal seeds give CPython's stream on every machine.
/// </summary>
public sealed class PythonRandom
{
    private const int Length = 624,
        Middle = 397;

    private readonly uint[] state;
    private int next = Length;

    /// <param name="seed">Any integer. As in CPython, only its magnitude counts: −5 and 5 give the same stream.</param>
    public PythonRandom(long seed)
    {
        var magnitude = seed < 0 ? (ulong)-(seed + 1) + 1 : (ulong)seed;
        var (low, high) = ((uint)magnitude, (uint)(magnitude >> 32));
        state = SeedByArray(high == 0 ? [low] : [low, high]);
    }

    private PythonRandom(PythonRandom other) => (state, next) = ((uint[])other.state.Clone(), other.next);

    /// <summary>
    /// An independent generator that continues from the current state, as <c>getstate</c> and <c>setstate</c> would
    /// create.
    /// </summary>
    public PythonRandom Clone() => new(this);

    /// <summary>
    /// The complete state in the form of CPython's <c>getstate()</c>: 624 words, then the index of the next one, 0 …
    /// 624.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not a valid state.</exception>
    public uint[] State
    {
        get => [.. state, (uint)next];
        set
        {
            if (value.Length != Length + 1 || value[Length] > Length)
                throw new ArgumentException(
                    $"state: {value.Length} words, the last {(value.Length > 0 ? value[^1] : 0)}, are not a "
                        + $"state, which has {Length + 1}, the last one 0 … {Length}. Use a state read from this "
                        + $"property.",
                    nameof(value)
                );
            value.AsSpan(0, Length).CopyTo(state);
            next = (int)value[Length];
        }
    }

    /// <summary>The next 32 random bits: <c>getrandbits(32)</c>.</summary>
    public uint GetRandBits32()
    {
        if (next == Length)
            Twist();
        var y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    /// <summary>A multiple of 2⁻⁵³ in [0, 1): <c>random()</c>.</summary>
    public double NextDouble()
    {
        var (high, low) = (GetRandBits32() >> 5, GetRandBits32() >> 6);
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>
    /// <c>random.sample(range(n), k)</c> as CPython 3.7 to 3.10 draw it: <paramref name="k"/> distinct integers of [0,
    /// n), in the order drawn.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is negative or above
    /// <paramref name="n"/>.</exception>
    public int[] Sample(int n, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        return n <= LargestPool(k) ? SampleFromPool(n, k) : SampleByRejection(n, k);
    }

    // CPython uses a list of n or a set of k here, whichever is smaller; the choice affects the numbers drawn.
    private static long LargestPool(int k)
    {
        if (k <= 5)
            return 21;
        var setSize = 1L;
        while (setSize < 3L * k)
            setSize *= 4;
        return 21 + setSize;
    }

    private int[] SampleFromPool(int n, int k)
    {
        var pool = Enumerable.Range(0, n).ToArray();
        var result = new int[k];
        for (var i = 0; i < k; i++)
        {
            var j = Below(n - i);
            result[i] = pool[j];
            pool[j] = pool[n - i - 1];
        }

        return result;
    }

    private int[] SampleByRejection(int n, int k)
    {
        var selected = new HashSet<int>(k);
        var result = new int[k];
        for (var i = 0; i < k; i++)
        {
            do result[i] = Below(n);
            while (!selected.Add(result[i]));
        }

        return result;
    }

    // CPython's _randbelow: draws as many bits as n has, and repeats until the result is below n (n = 1 draws one bit).
    private int Below(int n)
    {
        var shift = System.Numerics.BitOperations.LeadingZeroCount((uint)n);
        uint bits;
        do bits = GetRandBits32() >> shift;
        while (bits >= (uint)n);
        return (int)bits;
    }

    private void Twist()
    {
        for (var i = 0; i < Length; i++)
        {
            var y = (state[i] & 0x80000000) | (state[(i + 1) % Length] & 0x7fffffff);
            state[i] = state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
        }

        next = 0;
    }

    private static uint[] SeedByArray(ReadOnlySpan<uint> key)
    {
        var mt = new uint[Length];
        mt[0] = 19650218;
        for (var i = 1; i < Length; i++)
            mt[i] = 1812433253 * Mixed(mt, i) + (uint)i;

        var at = 1;
        for (var k = 0; k < Length; k++)
        {
            var j = k % key.Length;
            mt[at] = (mt[at] ^ (Mixed(mt, at) * 1664525)) + key[j] + (uint)j;
            at = Advance(mt, at);
        }

        for (var k = 1; k < Length; k++)
        {
            mt[at] = (mt[at] ^ (Mixed(mt, at) * 1566083941)) - (uint)at;
            at = Advance(mt, at);
        }

        mt[0] = 0x80000000;
        return mt;
    }

    private static uint Mixed(uint[] mt, int at) => mt[at - 1] ^ (mt[at - 1] >> 30);

    private static int Advance(uint[] mt, int at)
    {
        if (at + 1 < Length)
            return at + 1;
        mt[0] = mt[Length - 1];
        return 1;
    }
}
