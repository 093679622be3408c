using Repro.Experiments;
using Repro.Files;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>
/// Derives a profile's tolerances from the seeds recorded in its baselines. Two runs of one experiment differ by more
/// than t(0.975, n − 1) · sd · √2 in one of twenty cases, if runs are normally distributed: that is the limit, rounded
/// up to two digits.
/// </summary>
public static class Calibration
{
    /// <summary>
    /// Recomputes the profile's entries of <c>baselines/tolerances.json</c>; entries for all profiles are kept. Writes
    /// nothing.
    /// </summary>
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="device">Device whose baselines provide the spread: cpu or cuda.</param>
    /// <param name="assignment">The assignment of the experiments.</param>
    /// <param name="further">Additional seeds, by experiment, that are not accepted yet.</param>
    /// <exception cref="ReproException">No experiment has five seeds (exit code 6), or a manually edited entry is below
    /// its spread or far above it (3).</exception>
    public static CalibratedTolerances Propose(
        string baselines,
        string profile,
        string device,
        Assignment assignment,
        IReadOnlyDictionary<string, IReadOnlyList<BaselineRun>> further
    )
    {
        var stated = Tolerances.ReadStale(PathOf(baselines), assignment);
        var seeds = Seeds(Path.Combine(baselines, profile, device), further);
        var enough = DerivedTolerances.Enough(seeds);
        if (enough.Count == 0)
            throw new ReproException(
                ExitCode.NotMeasured,
                $"Calibrate: no experiment of {profile} has the {Spread.EnoughSeeds} seeds that a tolerance "
                    + "is derived from at "
                    + $"least{string.Concat(seeds.Select(s => $"; {s.Key} has {s.Value.Count}"))}. Run more, such "
                    + $"as --seeds=1..{Spread.EnoughSeeds}."
            );
        var others = stated.Entries.Where(t => t.Profile != profile).ToList();
        var own = DerivedTolerances
            .Derive(profile, [.. others.Where(t => t.Profile == "*")], enough)
            .Select(t => KeepEdited(t, stated))
            .ToList();
        // In its old place, so that only what moved differs.
        var before = stated.Entries.TakeWhile(t => t.Profile != profile).Count();
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

    /// <summary>Does the same from accepted seeds only, and writes the result.</summary>
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

    // Manually edited entries have a reason: their limit is kept, with the current spread beside it.
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

    private static SortedDictionary<string, EquatableList<BaselineRun>> Seeds(
        string folder,
        IReadOnlyDictionary<string, IReadOnlyList<BaselineRun>> further
    )
    {
        var seeds = DerivedTolerances.Accepted(folder);
        foreach (var (experiment, runs) in further)
        {
            var accepted = seeds.GetValueOrDefault(experiment, []);
            seeds[experiment] = [.. accepted, .. runs.Where(f => accepted.All(r => r.Seed != f.Seed))];
        }

        return seeds;
    }
}
