using System.Globalization;
using Repro.Files;
using Repro.Quantities;
using Repro.Statistics;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The tolerances that accepted seeds give. Two runs of one experiment differ by more than t(0.975, n − 1) · sd · √2 in
/// one of twenty cases, if runs are normally distributed: that is the limit, rounded up to two digits.
/// </summary>
internal static class DerivedTolerances
{
    /// <summary>
    /// For each of the general entries one over all experiments, by the widest of them; then the gates of each
    /// experiment.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="general">Entries for all profiles: which quantities there are, and which way is better.</param>
    /// <param name="seeds">By experiment, at least five runs each.</param>
    public static IEnumerable<Tolerance> Derive(
        string profile,
        IReadOnlyList<Tolerance> general,
        IReadOnlyDictionary<string, EquatableList<BaselineRun>> seeds
    )
    {
        // Attributions are compared bit by bit or by sign: they have no spread.
        foreach (var entry in general.Where(t => Quantity.GroupOf(t.Quantity) != QuantityGroup.Attribution))
            if (Widest(entry.Quantity, seeds) is { } widest)
                yield return Derived(
                    entry,
                    profile,
                    "*",
                    widest.Spread,
                    blocking: false,
                    $"the widest of the profile's experiments, {widest.Experiment}; shown, not blocking"
                );
        foreach (var (experiment, runs) in seeds)
        foreach (var entry in general.Where(t => QuantityNames.Gates.Contains(t.Quantity, StringComparer.Ordinal)))
            if (
                Widest(entry.Quantity, new Dictionary<string, EquatableList<BaselineRun>> { [experiment] = runs }) is
                { } own
            )
                yield return Gate(entry, profile, experiment, own.Spread);
    }

    private static Tolerance Gate(Tolerance entry, string profile, string experiment, Spread spread)
    {
        var tooWide =
            entry.Quantity == QuantityNames.F1Global && SeedDifference.Limit(spread) > Tolerances.LargestBlockingF1;
        var why = tooWide
            ? FormattableString.Invariant($"shown, not blocking: wider than {Tolerances.LargestBlockingF1}")
            : "blocks";
        return Derived(entry, profile, experiment, spread, !tooWide, $"this experiment's own; {why}");
    }

    private static Tolerance Derived(
        Tolerance entry,
        string profile,
        string experiment,
        Spread measured,
        bool blocking,
        string which
    ) =>
        WithLimit(
            entry,
            profile,
            experiment,
            measured with
            {
                Mean = SignificantDigits.Round(measured.Mean),
                Sd = SignificantDigits.Round(measured.Sd),
                Min = SignificantDigits.Round(measured.Min),
                Max = SignificantDigits.Round(measured.Max),
            },
            blocking,
            which
        );

    private static Tolerance WithLimit(
        Tolerance entry,
        string profile,
        string experiment,
        Spread spread,
        bool blocking,
        string which
    ) =>
        entry with
        {
            Profile = profile,
            Experiment = experiment,
            Absolute = SeedDifference.Limit(spread),
            Relative = 0,
            Blocking = blocking,
            Spread = spread,
            Because = string.Create(
                CultureInfo.InvariantCulture,
                $"t(0.975, {spread.Seeds - 1}) · sd · √2 over {spread.Seeds} seeds: {which}."
            ),
        };

    private static (Spread Spread, string Experiment)? Widest(
        string pattern,
        IReadOnlyDictionary<string, EquatableList<BaselineRun>> seeds
    )
    {
        var spreads = seeds
            .SelectMany(s =>
                s.Value[0]
                    .Values.Keys.Where(path =>
                        QuantityPath.Matches(pattern, path) && s.Value.All(r => r.Values.ContainsKey(path))
                    )
                    .Select(path => (Spread: Spread.Of([.. s.Value.Select(r => r.Values[path])]), Experiment: s.Key))
            )
            .ToList();
        return spreads.Count == 0 ? null : spreads.MaxBy(s => SeedDifference.Limit(s.Spread));
    }

    /// <summary>Those that have seeds enough for a tolerance.</summary>
    public static SortedDictionary<string, EquatableList<BaselineRun>> Enough(
        IReadOnlyDictionary<string, EquatableList<BaselineRun>> seeds
    ) => new(seeds.Where(s => s.Value.Count >= Spread.EnoughSeeds).ToDictionary(), StringComparer.Ordinal);

    /// <summary>The accepted seeds of every experiment of a profile, on one device.</summary>
    /// <param name="folder"><c>baselines/&lt;profile&gt;/&lt;device&gt;</c>.</param>
    public static SortedDictionary<string, EquatableList<BaselineRun>> Accepted(string folder)
    {
        var seeds = new SortedDictionary<string, EquatableList<BaselineRun>>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
            foreach (var file in Directory.EnumerateFiles(folder, "provenance.json", SearchOption.AllDirectories))
                seeds[Path.GetFileName(Path.GetDirectoryName(file)!)] = SafeFile
                    .ReadCommittedJson<Provenance>(file)
                    .Runs;
        return seeds;
    }
}
