namespace ReproBuild.Soaking;

/// <summary>
/// Whether a measure grew over the rounds. The first tenth of them, two at least, is for warming up. Of the others, the
/// median of the last quarter may be above that of the first by a share of it or by a fixed amount, whichever is more:
/// a single high round does not count, a steady slope does.
/// </summary>
/// <param name="Measure">memory, handles, threads or disk.</param>
/// <param name="Unit">Of the numbers.</param>
/// <param name="First">Median of the first quarter.</param>
/// <param name="Last">Median of the last quarter.</param>
/// <param name="Limit">What the last may be at most.</param>
public sealed record Growth(string Measure, string Unit, double First, double Last, double Limit)
{
    /// <summary>Fewer rounds are not judged.</summary>
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
        ("memory", "MiB", r => r.Memory / MiB, 0.1, 48), // What a collection more or less makes of a process of some 400 MiB.
        ("handles", "", r => r.Handles, 0.02, 5),
        ("threads", "", r => r.Threads, 0.1, 5), // The pool comes and goes.
        ("disk", "MiB", r => r.Disk / MiB, 0.01, 0.5), // Times, and so the lengths of event files, differ.
    ];

    public bool IsWithin => Last <= Limit;

    /// <returns>One for each measure; none where there are too few rounds.</returns>
    public static IReadOnlyList<Growth> Of(IReadOnlyList<EnduranceRound> rounds)
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
