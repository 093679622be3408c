using Repro.Quantities;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// What is known of an experiment beside the run at hand: the seeds that its baseline accepted, further new ones, and
/// fresh ones that were trained to confirm a suspicion.
/// </summary>
/// <param name="Accepted">Of the baseline.</param>
/// <param name="Further">New seeds, compared together with the run at hand.</param>
/// <param name="Fresh">Compared by themselves, where the others are beyond a limit.</param>
internal sealed record SeedRuns(
    IReadOnlyList<BaselineRun> Accepted,
    IReadOnlyList<BaselineRun> Further,
    IReadOnlyList<BaselineRun> Fresh
)
{
    /// <summary>Single runs are compared.</summary>
    public static SeedRuns None { get; } = new([], [], []);

    /// <summary>The seed of the run at hand; null where that is nobody's.</summary>
    public long? Leading { get; init; }

    /// <summary>A path's values.</summary>
    /// <param name="path">The quantity.</param>
    /// <param name="value">Of the run at hand.</param>
    public SeedValues Values(string path, double value) =>
        new(
            [.. ValuesOf(Accepted, path)],
            [Rounding.Of(path, value), .. ValuesOf(Further, path).Select(v => Rounding.Of(path, v))],
            [.. ValuesOf(Fresh, path).Where(double.IsFinite).Select(v => Rounding.Of(path, v))],
            [.. Fresh.Select(r => r.Seed)]
        )
        {
            IsAccepted =
                Further.Count == 0
                && Accepted.FirstOrDefault(r => r.Seed == Leading)?.Values.TryGetValue(path, out var own) == true
                && own == Rounding.Of(path, value),
        };

    /// <summary>The first further seed that has no finite value there, or null.</summary>
    public long? Lacking(string path) =>
        Further.FirstOrDefault(r => !r.Values.TryGetValue(path, out var value) || !double.IsFinite(value))?.Seed;

    private static IEnumerable<double> ValuesOf(IReadOnlyList<BaselineRun> runs, string path) =>
        runs.Where(r => r.Values.ContainsKey(path)).Select(r => r.Values[path]);
}

/// <summary>One quantity over seeds, as a baseline rounds it.</summary>
/// <param name="Accepted">Of the baseline's seeds.</param>
/// <param name="Found">Of the run at hand and further new seeds; one at least.</param>
/// <param name="Fresh">Of the fresh seeds that have it.</param>
/// <param name="FreshSeeds">Of the fresh runs, whether or not they have it.</param>
internal sealed record SeedValues(
    IReadOnlyList<double> Accepted,
    IReadOnlyList<double> Found,
    IReadOnlyList<double> Fresh,
    IReadOnlyList<long> FreshSeeds
)
{
    /// <summary>Whether an accepted seed gave its accepted value again: then nothing changed.</summary>
    public bool IsAccepted { get; init; }
}
