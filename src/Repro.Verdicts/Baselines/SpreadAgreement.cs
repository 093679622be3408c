using System.Globalization;
using Repro.Experiments;
using Repro.Statistics;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// Checks the spreads in <c>tolerances.json</c> against the accepted seeds in the <c>provenance.json</c> files. Limits,
/// directions and reasons may be edited by hand, but spreads are measured.
/// </summary>
/// <param name="path">Path of the tolerances file.</param>
/// <param name="tolerances">Its entries.</param>
/// <param name="assignment">The assignment of the experiments.</param>
internal sealed class SpreadAgreement(string path, IReadOnlyList<Tolerance> tolerances, Assignment assignment)
{
    private readonly string baselines = Path.GetDirectoryName(path)!;

    /// <exception cref="ReproException">A spread differs from that of the accepted seeds (exit code 3).</exception>
    public void Check()
    {
        if (InterruptedAcceptance.IsIn(baselines))
            return; // Some of the seeds are new and others old; whoever reads a baseline says so.
        var faults = Faults();
        if (faults.Count > 0)
            throw ReproException.Input(
                $"{path}: {faults[0].Fault}{(faults.Count > 1 ? ", and more" : "")}. Run --target=Calibrate if "
                    + $"baselines "
                    + "were just accepted; else restore the file from version control."
            );
    }

    /// <summary>Profiles and experiments whose spread differs from that of the accepted seeds, each once.</summary>
    public IReadOnlyList<string> Stale() =>
        [.. Faults().Select(f => $"{f.Entry.Profile}/{f.Entry.Experiment}").Distinct(StringComparer.Ordinal)];

    private List<(Tolerance Entry, string Fault)> Faults() =>
        [
            .. tolerances
                .Where(t => t.Spread is not null && t.Profile != "*")
                .GroupBy(t => t.Profile, StringComparer.Ordinal)
                .SelectMany(profile => FaultsOf(profile.Key, [.. profile])),
        ];

    /// <summary>None where the seeds of any device give these spreads: Calibrate took one of them.</summary>
    private List<(Tolerance Entry, string Fault)> FaultsOf(string profile, IReadOnlyList<Tolerance> entries)
    {
        var folder = Path.Combine(baselines, profile);
        IEnumerable<string> devices = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
            : [];
        return devices.Select(device => FaultsOn(profile, device, entries)).MinBy(faults => faults.Count) ?? [];
    }

    private List<(Tolerance Entry, string Fault)> FaultsOn(
        string profile,
        string device,
        IReadOnlyList<Tolerance> entries
    )
    {
        var seeds = DerivedTolerances.Accepted(device);
        var derived = DerivedTolerances
            .Derive(profile, [.. tolerances.Where(t => t.Profile == "*")], DerivedTolerances.Enough(seeds))
            .ToLookup(t => (t.Experiment, t.Quantity), t => t.Spread);
        return
        [
            .. entries
                // The widest of all experiments is known where all are there; one without a baseline is judged as such.
                .Where(t =>
                    t.Experiment == "*"
                        ? assignment.Experiments.All(seeds.ContainsKey)
                        : seeds.ContainsKey(t.Experiment)
                )
                .Select(t => (Entry: t, Fault: Fault(t, derived[(t.Experiment, t.Quantity)].LastOrDefault())))
                .Where(f => f.Fault is not null)
                .Select(f => (f.Entry, f.Fault!)),
        ];
    }

    private static string? Fault(Tolerance stated, Spread? given)
    {
        var name = $"{stated.Profile}/{stated.Experiment}/{stated.Quantity}";
        if (given is null)
            return $"{name}: it has a spread, where the accepted seeds in provenance.json give none";
        (string Field, double Stated, double Given)[] fields =
        [
            ("seeds", stated.Spread!.Seeds, given.Seeds),
            ("mean", stated.Spread.Mean, given.Mean),
            ("sd", stated.Spread.Sd, given.Sd),
            ("min", stated.Spread.Min, given.Min),
            ("max", stated.Spread.Max, given.Max),
        ];
        return fields
            .Where(f => f.Stated != f.Given)
            .Select(f =>
                $"{name}: spread.{f.Field} is {Number(f.Stated)}, where the accepted seeds in provenance.json give "
                + Number(f.Given)
            )
            .FirstOrDefault();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
