using System.Numerics;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>
/// McNemar's exact test (McNemar 1947) of "both sides are right equally often": reviews on which both are right or both
/// wrong are ignored; under the null hypothesis each of the others favours either side with equal probability.
/// </summary>
/// <param name="RightToWrong">Reviews on which only the first side is right.</param>
/// <param name="WrongToRight">Reviews on which only the second side is.</param>
public sealed record McNemar(int RightToWrong, int WrongToRight)
{
    // Bits of the integer that are kept; more than a double has.
    private const int KeptBits = 64;

    public int Changed => RightToWrong + WrongToRight;

    /// <summary>
    /// Two-sided: the probability of a split at least as uneven among <see cref="Changed"/> fair coins; 1 if none
    /// changed, 0 if it is too small for a double.
    /// </summary>
    public double PValue
    {
        get
        {
            // Adding both tails would count an even split twice.
            if (RightToWrong == WrongToRight)
                return 1;
            var splits = 2 * SplitsUpTo(Math.Min(RightToWrong, WrongToRight));
            var dropped = Math.Max(0, (int)splits.GetBitLength() - KeptBits);
            return Math.ScaleB((double)(splits >> dropped), dropped - Changed);
        }
    }

    /// <summary>Σ C(changed, k), k = 0 … most, in integers to avoid rounding.</summary>
    private BigInteger SplitsUpTo(int most)
    {
        var (splits, sum) = (BigInteger.One, BigInteger.One);
        for (var k = 1; k <= most; k++)
        {
            splits = splits * (Changed - k + 1) / k;
            sum += splits;
        }

        return sum;
    }
}
