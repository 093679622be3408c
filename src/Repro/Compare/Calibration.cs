using System.Globalization;
using MathNet.Numerics.Distributions;
using Repro.Experiment;

namespace Repro.Compare;

/// <summary>
/// Derives a profile's tolerances from the seeds that its baselines remember. Two runs of one experiment differ by more than
/// t(0.975, n − 1) · sd · √2 in one of twenty cases, if runs are normally distributed: that is the limit, rounded up to two digits.
/// </summary>
public static class Calibration
{
    /// <summary>Quantities that block, each by its own experiment's spread.</summary>
    private static readonly string[] Gates = [Quantities.F1Global, Quantities.BestValidationLoss];

    /// <summary>Rewrites the profile's entries of <c>baselines/tolerances.json</c>; those for all profiles stay.</summary>
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="device">Whose baselines the spread is measured on: cpu, cuda.</param>
    /// <exception cref="ReproException">A baseline of the profile has fewer than five seeds (exit code 6).</exception>
    public static Tolerances Write(string baselines, string profile, string device)
    {
        var path = Path.Combine(baselines, "tolerances.json");
        var others = Tolerances.Read(path).Entries.Where(t => t.Profile != profile).ToList();
        var seeds = Seeds(Path.Combine(baselines, profile, device));
        var calibrated = new Tolerances([.. others, .. Of(profile, [.. others.Where(t => t.Profile == "*")], seeds)]);
        SafeFile.WriteJson(path, new TolerancesFile([.. calibrated.Entries]));
        return calibrated;
    }

    /// <summary>For each of the general entries one over all experiments, by the widest of them; then the gates of each experiment.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="general">Entries for all profiles: which quantities there are, and which way is better.</param>
    /// <param name="seeds">By experiment, at least five runs each.</param>
    public static IEnumerable<Tolerance> Of(string profile, IReadOnlyList<Tolerance> general, IReadOnlyDictionary<string, EquatableList<BaselineRun>> seeds)
    {
        // Attributions are compared bit by bit or by sign: they have no spread.
        foreach (var entry in general.Where(t => !t.Quantity.StartsWith("attribution.", StringComparison.Ordinal)))
            if (Widest(entry.Quantity, seeds) is { } widest)
                yield return Derived(entry, profile, "*", widest.Spread, blocking: false, $"the widest of the profile's experiments, {widest.Experiment}; shown, not blocking");
        foreach (var (experiment, runs) in seeds)
            foreach (var entry in general.Where(t => Gates.Contains(t.Quantity, StringComparer.Ordinal)))
                if (Widest(entry.Quantity, new Dictionary<string, EquatableList<BaselineRun>> { [experiment] = runs }) is { } own)
                    yield return Gate(entry, profile, experiment, own.Spread);
    }

    private static Tolerance Gate(Tolerance entry, string profile, string experiment, Spread spread)
    {
        var tooWide = entry.Quantity == Quantities.F1Global && Limit(spread) > Tolerances.LargestBlockingF1;
        var why = tooWide ? FormattableString.Invariant($"shown, not blocking: wider than {Tolerances.LargestBlockingF1}") : "blocks";
        return Derived(entry, profile, experiment, spread, !tooWide, $"this experiment's own; {why}");
    }

    private static Tolerance Derived(Tolerance entry, string profile, string experiment, Spread spread, bool blocking, string which) => entry with
    {
        Profile = profile,
        Experiment = experiment,
        Absolute = Limit(spread),
        Relative = 0,
        Blocking = blocking,
        Spread = spread with { Mean = Six(spread.Mean), Sd = Six(spread.Sd), Min = Six(spread.Min), Max = Six(spread.Max) },
        Because = string.Create(CultureInfo.InvariantCulture, $"t(0.975, {spread.Seeds - 1}) · sd · √2 over {spread.Seeds} seeds: {which}."),
    };

    private static (Spread Spread, string Experiment)? Widest(string pattern, IReadOnlyDictionary<string, EquatableList<BaselineRun>> seeds)
    {
        var spreads = seeds.SelectMany(s => s.Value[0].Values.Keys
                .Where(path => QuantityPath.Matches(pattern, path) && s.Value.All(r => r.Values.ContainsKey(path)))
                .Select(path => (Spread: Spread.Of([.. s.Value.Select(r => r.Values[path])]), Experiment: s.Key)))
            .ToList();
        return spreads.Count == 0 ? null : spreads.MaxBy(s => Limit(s.Spread));
    }

    /// <summary>What two runs with this spread differ by at most in nineteen of twenty cases, rounded up to two digits.</summary>
    public static double Limit(Spread spread)
    {
        var limit = StudentT.InvCDF(location: 0, scale: 1, freedom: spread.Seeds - 1, 0.975) * spread.Sd * Math.Sqrt(2);
        if (limit == 0) return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(limit)) - 1);
        return Six(Math.Ceiling(limit / unit) * unit);
    }

    // Six significant digits: also takes away what the multiplication by a power of ten leaves behind.
    private static double Six(double value) => double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static SortedDictionary<string, EquatableList<BaselineRun>> Seeds(string folder)
    {
        var seeds = new SortedDictionary<string, EquatableList<BaselineRun>>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "provenance.json", SearchOption.AllDirectories) : [])
        {
            var runs = SafeFile.ReadJson<Provenance>(file).Runs;
            if (runs.Count < Spread.EnoughSeeds)
                throw new ReproException(ExitCode.NotMeasured, $"{file}: it remembers {runs.Count} of at least {Spread.EnoughSeeds} seeds that a tolerance is derived from. Run more seeds and accept them.");
            seeds[Path.GetFileName(Path.GetDirectoryName(file)!)] = runs;
        }

        return seeds;
    }
}
