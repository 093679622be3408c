using Repro.Experiments;
using Repro.Statistics;

namespace Repro.Requests;

/// <summary>How many fresh seeds confirm a suspicion, and which.</summary>
public static class FreshSeeds
{
    /// <summary>More than that at once is a slip of the hand.</summary>
    public const int Most = 50;

    /// <summary>Of the command line: none, or enough to confirm something.</summary>
    public static bool IsLegal(int count) => count is 0 or (>= TwoStageTest.FewestFresh and <= Most);

    /// <summary>
    /// What was asked for; else enough where training takes seconds, and none where it takes longer: a person then
    /// decides, and the suspicion stands until that.
    /// </summary>
    public static int Count(ReproRequest request) =>
        request.Confirm ?? (request.Profile == Profiles.Sample ? TwoStageTest.FreshSeeds : 0);

    /// <summary>
    /// The seeds that follow the leading one, without those that have had a say: accepted seeds are what is compared
    /// with, and the others raised the suspicion.
    /// </summary>
    /// <param name="request">Has the seeds that were compared.</param>
    /// <param name="accepted">Of the baseline.</param>
    /// <param name="count">How many.</param>
    /// <returns>0 … 4,294,967,295 each; from 0 again after the last.</returns>
    public static EquatableList<long> Choose(ReproRequest request, IEnumerable<long> accepted, int count)
    {
        HashSet<long> taken = [.. accepted, .. request.Seeds, request.Seed];
        var fresh = new List<long>();
        for (var seed = request.Seed; fresh.Count < count; )
        {
            seed = seed == uint.MaxValue ? 0 : seed + 1;
            if (taken.Add(seed))
                fresh.Add(seed);
        }

        return [.. fresh];
    }
}
