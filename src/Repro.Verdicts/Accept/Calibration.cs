using System.Globalization;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>
/// Derives a profile's tolerances from the seeds that its baselines remember. Two runs of one experiment differ by more
/// than t(0.975, n − 1) · sd · √2 in one of twenty cases, if runs are normally distributed: that is the limit, rounded
/// up to two digits.
/// </summary>
public static class Calibration
{
    /// <summary>Quantities that block, each by its own experiment's spread.</summary>
    private static readonly string[] Gates = [QuantityNames.F1Global, QuantityNames.BestValidationLoss];

    /// <summary>
    /// Works out the profile's entries of <c>baselines/tolerances.json</c> anew; those for all profiles stay. Writes
    /// nothing.
    /// </summary>
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="device">Whose baselines the spread is measured on: cpu, cuda.</param>
    /// <param name="assignment">Whose experiments they are.</param>
    /// <param name="further">By experiment, seeds that are not accepted yet.</param>
    /// <exception cref="ReproException">No experiment has five seeds (exit code 6), or an entry that was edited by hand
    /// is below its spread or absurdly above it (3).</exception>
    public static CalibratedTolerances Propose(
        string baselines,
        string profile,
        string device,
        Assignment assignment,
        IReadOnlyDictionary<string, IReadOnlyList<BaselineRun>> further
    )
    {
        var stated = Tolerances.Read(PathOf(baselines), assignment);
        var seeds = Seeds(Path.Combine(baselines, profile, device), further);
        var enough = new SortedDictionary<string, EquatableList<BaselineRun>>(
            seeds.Where(s => s.Value.Count >= Spread.EnoughSeeds).ToDictionary(),
            StringComparer.Ordinal
        );
        if (enough.Count == 0)
            throw new ReproException(
                ExitCode.NotMeasured,
                $"Calibrate: no experiment of {profile} has the {Spread.EnoughSeeds} seeds that a tolerance "
                    + "is derived from at "
                    + $"least{string.Concat(seeds.Select(s => $"; {s.Key} has {s.Value.Count}"))}. Run more, such "
                    + $"as --seeds=1..{Spread.EnoughSeeds}."
            );
        var others = stated.Entries.Where(t => t.Profile != profile).ToList();
        var own = Of(profile, [.. others.Where(t => t.Profile == "*")], enough)
            .Select(t => KeepEdited(t, stated))
            .ToList();
        var before = stated.Entries.TakeWhile(t => t.Profile != profile).Count(); // In its old place, so that only what moved differs.
        return new CalibratedTolerances(
            stated,
            new Tolerances([.. others.Take(before), .. own, .. others.Skip(before)], assignment),
            [.. own],
            [
                .. seeds
                    .Where(s => !enough.ContainsKey(s.Key))
                    .Select(s => new UncalibratedExperiment(s.Key, s.Value.Count)),
            ]
        );
    }

    /// <summary>The same from accepted seeds alone, and writes them.</summary>
    /// <exception cref="ReproException">See <see cref="Propose"/>.</exception>
    public static CalibratedTolerances Write(string baselines, string profile, string device, Assignment assignment)
    {
        var calibrated = Propose(
            baselines,
            profile,
            device,
            assignment,
            new Dictionary<string, IReadOnlyList<BaselineRun>>()
        );
        SafeFile.WriteJson(PathOf(baselines), new TolerancesFile([.. calibrated.All.Entries]));
        return calibrated;
    }

    // Who edited an entry said why: the limit stays, beside the spread as it is now.
    private static Tolerance KeepEdited(Tolerance derived, Tolerances stated) =>
        stated.Entries.LastOrDefault(t =>
            (t.Profile, t.Experiment, t.Quantity) == (derived.Profile, derived.Experiment, derived.Quantity)
        )
            is { Reason: not null } edited
            ? edited with
            {
                Spread = derived.Spread,
            }
            : derived;

    private static string PathOf(string baselines) => Path.Combine(baselines, "tolerances.json");

    /// <summary>
    /// For each of the general entries one over all experiments, by the widest of them; then the gates of each
    /// experiment.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="general">Entries for all profiles: which quantities there are, and which way is better.</param>
    /// <param name="seeds">By experiment, at least five runs each.</param>
    public static IEnumerable<Tolerance> Of(
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
        foreach (var entry in general.Where(t => Gates.Contains(t.Quantity, StringComparer.Ordinal)))
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

    private static SortedDictionary<string, EquatableList<BaselineRun>> Seeds(
        string folder,
        IReadOnlyDictionary<string, IReadOnlyList<BaselineRun>> further
    )
    {
        var seeds = new SortedDictionary<string, EquatableList<BaselineRun>>(StringComparer.Ordinal);
        foreach (
            var file in Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "provenance.json", SearchOption.AllDirectories)
                : []
        )
        {
            var experiment = Path.GetFileName(Path.GetDirectoryName(file)!);
            var accepted = SafeFile.ReadCommittedJson<Provenance>(file).Runs;
            seeds[experiment] =
            [
                .. accepted,
                .. further.GetValueOrDefault(experiment, []).Where(f => accepted.All(r => r.Seed != f.Seed)),
            ];
        }

        foreach (var (experiment, runs) in further.Where(f => !seeds.ContainsKey(f.Key)))
            seeds[experiment] = [.. runs];
        return seeds;
    }
}

/// <summary>What calibration came to.</summary>
/// <param name="Stated">The tolerances as they were.</param>
/// <param name="All">As they would be.</param>
/// <param name="Own">Those of the profile.</param>
/// <param name="TooFew">Experiments whose seeds are too few; their quantities do not block.</param>
public sealed record CalibratedTolerances(
    Tolerances Stated,
    Tolerances All,
    EquatableList<Tolerance> Own,
    EquatableList<UncalibratedExperiment> TooFew
);

/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Seeds">That it has.</param>
public sealed record UncalibratedExperiment(string Experiment, int Seeds);
