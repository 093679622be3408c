namespace ReproBuild.Soaking;

/// <summary>
/// Growth of a measure over the rounds. The first tenth of the rounds, at least two, is warm-up. Of the others, the
/// median of the last quarter may exceed that of the first by a share or by a fixed amount, whichever is larger. A
/// single high round is ignored, but steady growth is detected.
/// </summary>
/// <param name="Measure">memory, handles, threads or disk.</param>
/// <param name="Unit">Unit of the numbers.</param>
/// <param name="First">Median of the first quarter.</param>
/// <param name="Last">Median of the last quarter.</param>
/// <param name="Limit">Maximum for the last median.</param>
public sealed record Growth(string Measure, string Unit, double First, double Last, double Limit)
{
    /// <summary>Minimum number of rounds for a result.</summary>
    public const int LeastRounds = 10;

    private const double MiB = 1 << 20;

    private static readonly (
        string Measure,
        string Unit,
        Func<EnduranceRound, double> Of,
        double Share,
        double Amount
    )[] Rules =
    [
        // The effect of one garbage collection in a process of about 400 MiB.
        ("memory", "MiB", r => r.Memory / MiB, 0.1, 48),
        ("handles", "", r => r.Handles, 0.02, 5),
        ("threads", "", r => r.Threads, 0.1, 5), // The thread pool varies.
        ("disk", "MiB", r => r.Disk / MiB, 0.01, 0.5), // Times, and therefore the lengths of event files, differ.
    ];

    public bool IsWithin => Last <= Limit;

    /// <returns>One result per measure; empty if there are too few rounds.</returns>
    public static IReadOnlyList<Growth> Estimate(IReadOnlyList<EnduranceRound> rounds)
    {
        if (rounds.Count < LeastRounds)
            return [];
        var warm = rounds.Skip(Math.Max(2, rounds.Count / 10)).ToList();
        var quarter = warm.Count / 4;
        return
        [
            .. Rules.Select(rule =>
            {
                var first = Median(warm.Take(quarter).Select(rule.Of));
                return new Growth(
                    rule.Measure,
                    rule.Unit,
                    first,
                    Median(warm.TakeLast(quarter).Select(rule.Of)),
                    first + Math.Max(first * rule.Share, rule.Amount)
                );
            }),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
