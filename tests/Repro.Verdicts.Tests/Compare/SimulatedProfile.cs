using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Compare;

/// <summary>
/// A profile's baselines and runs, made up anew in every draw and judged as Compare judges them: by the gates of their
/// accepted seeds, and a suspicion by fresh seeds.
/// </summary>
/// <param name="tolerances">With what they block.</param>
/// <param name="profile">The profile.</param>
internal sealed class SimulatedProfile(Tolerances tolerances, string profile)
{
    private static readonly EquatableList<string> NoSigns = [];

    // Means and spreads come from the tolerances: what blocks has one.
    private readonly (string Experiment, Tolerance Gate)[] gates =
    [
        .. tolerances.Experiments.SelectMany(e =>
            tolerances
                .Entries.Select(t => t.Quantity)
                .Distinct(StringComparer.Ordinal)
                .Select(q => tolerances.Find(profile, e, q))
                .OfType<Tolerance>()
                .Where(t => t is { Blocking: true, Spread: not null })
                .Select(t => (e, t))
        ),
    ];

    public int Gates => gates.Length;

    /// <summary>Accepts seeds, runs new ones, and confirms by fresh ones what is suspected.</summary>
    /// <param name="seeds">Draws one value a gate.</param>
    /// <param name="accepted">Seeds of the baseline.</param>
    /// <param name="found">Seeds of the run.</param>
    /// <param name="fresh">Seeds that confirm.</param>
    /// <param name="shift">Standard deviations by which the first gate got worse.</param>
    public Outcome Run(SimulatedSeeds seeds, int accepted, int found, int fresh, double shift = 0)
    {
        var (old, now) = (Draw(seeds, 1, accepted, 0), Draw(seeds, 1001, found, shift));
        var byExperiment = tolerances.Experiments.ToDictionary(e => e, e => Runs(old, e));
        var list = new GateList(tolerances, profile, byExperiment, found);
        IReadOnlyList<QuantityComparison> first = Judge([]);
        if (!first.Any(c => c.Confirmation is not null))
            return new Outcome(false, false, false, false);
        var second = Judge(Draw(seeds, 2001, fresh, shift));
        return new Outcome(first.Any(IsSuspected), second.Any(IsRed), IsSuspected(first[0]), IsRed(second[0]));

        IReadOnlyList<QuantityComparison> Judge(IReadOnlyList<(long Seed, double[] Values)> confirming) =>
            [
                .. gates
                    .GroupBy(g => g.Experiment, StringComparer.Ordinal)
                    .SelectMany(group =>
                    {
                        var run = Runs(now, group.Key);
                        var judge = new Judge(
                            profile,
                            group.Key,
                            tolerances,
                            new SeedRuns(byExperiment[group.Key], [.. run.Skip(1)], Runs(confirming, group.Key)),
                            list
                        );
                        return group.Select(g => judge.Of(g.Gate.Quantity, 0, run[0].Values[g.Gate.Quantity]));
                    }),
            ];
    }

    private static bool IsSuspected(QuantityComparison c) =>
        c is { Blocking: true, Verdict: Verdict.Regression, Confirmation: not null };

    private static bool IsRed(QuantityComparison c) =>
        IsSuspected(c) && c.Confirmation!.Outcome is ConfirmationOutcome.Confirmed or ConfirmationOutcome.Unsettled;

    private List<(long Seed, double[] Values)> Draw(SimulatedSeeds seeds, long first, int count, double shift) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var values = seeds.Draw();
                    values[0] += shift;
                    return (first + i, values);
                }),
        ];

    // Up is worse in a draw.
    private EquatableList<BaselineRun> Runs(IReadOnlyList<(long Seed, double[] Values)> drawn, string experiment) =>
        [
            .. drawn.Select(d => new BaselineRun(
                d.Seed,
                new SortedDictionary<string, double>(
                    gates
                        .Select((g, i) => (g.Experiment, g.Gate, Value: d.Values[i]))
                        .Where(g => g.Experiment == experiment)
                        .ToDictionary(
                            g => g.Gate.Quantity,
                            g =>
                                g.Gate.Spread!.Mean
                                + (g.Value * g.Gate.Spread.Sd * (g.Gate.Better == Direction.Higher ? -1 : 1))
                        ),
                    StringComparer.Ordinal
                ),
                NoSigns
            )),
        ];

    /// <param name="Suspected">Whether anything is suspected to be worse.</param>
    /// <param name="Red">Whether the run ends red.</param>
    /// <param name="FirstSuspected">The same of the first gate.</param>
    /// <param name="FirstRed">The same of the first gate.</param>
    public sealed record Outcome(bool Suspected, bool Red, bool FirstSuspected, bool FirstRed);
}
