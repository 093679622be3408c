using System.Numerics;

namespace Repro.Verdicts.Diff.Predictions;

/// <summary>
/// McNemar's exact test (McNemar 1947) of "both sides are right equally often": the reviews on which both are right, or
/// both wrong, say nothing about it; each of the others is as likely to be the one side's as the other's.
/// </summary>
/// <param name="RightToWrong">Reviews on which only the first side is right.</param>
/// <param name="WrongToRight">Reviews on which only the second side is.</param>
public sealed record McNemar(int RightToWrong, int WrongToRight)
{
    // Of a whole number, more than a double holds.
    private const int KeptBits = 64;

    public int Changed => RightToWrong + WrongToRight;

    /// <summary>
    /// Two-sided: how likely a split at least as uneven is, of <see cref="Changed"/> fair coins; 1 where none changed,
    /// 0 where no double is so small.
    /// </summary>
    public double PValue
    {
        get
        {
            // Both tails would count an even split twice.
            if (RightToWrong == WrongToRight)
                return 1;
            var splits = 2 * SplitsUpTo(Math.Min(RightToWrong, WrongToRight));
            var dropped = Math.Max(0, (int)splits.GetBitLength() - KeptBits);
            return Math.ScaleB((double)(splits >> dropped), dropped - Changed);
        }
    }

    /// <summary>Σ C(changed, k), k = 0 … most: whole numbers, so that nothing is rounded.</summary>
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
