using Repro.Quantities;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// What is known of an experiment beside the run at hand: the seeds that its baseline accepted, and further new ones.
/// </summary>
/// <param name="Accepted">Of the baseline.</param>
/// <param name="Further">New seeds, compared together with the run at hand.</param>
internal sealed record SeedRuns(IReadOnlyList<BaselineRun> Accepted, IReadOnlyList<BaselineRun> Further)
{
    /// <summary>Single runs are compared.</summary>
    public static SeedRuns None { get; } = new([], []);

    /// <summary>A path's accepted values, of the seeds that have it.</summary>
    public IReadOnlyList<double> AcceptedOf(string path) =>
        [.. Accepted.Where(r => r.Values.ContainsKey(path)).Select(r => r.Values[path])];

    /// <summary>The value at hand and those of the further seeds, as a baseline would round them.</summary>
    public IReadOnlyList<double> FoundOf(string path, double value) =>
        [
            Rounding.Of(path, value),
            .. Further.Where(r => r.Values.ContainsKey(path)).Select(r => Rounding.Of(path, r.Values[path])),
        ];

    /// <summary>The first further seed that has no finite value there, or null.</summary>
    public long? Lacking(string path) =>
        Further.FirstOrDefault(r => !r.Values.TryGetValue(path, out var value) || !double.IsFinite(value))?.Seed;
}
