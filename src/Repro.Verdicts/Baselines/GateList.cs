using System.Globalization;
using Repro.Quantities;
using Repro.Statistics;

namespace Repro.Verdicts.Baselines;

/// <summary>A quantity of an experiment that may turn a run red.</summary>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Quantity">A path without <c>*</c>.</param>
/// <param name="CannotJudge">Why it blocks nothing, as the end of a sentence; null where it does.</param>
public sealed record Gate(string Experiment, string Quantity, string? CannotJudge);

/// <summary>
/// The gates of a profile: those that can fire, which share the false alarms, and those that cannot, each with its
/// reason. Whether one can fire is decided once, by the limits it has where all that are stated share, so that it does
/// not depend on the others' reasons.
/// </summary>
public sealed class GateList
{
    /// <summary>What gates wherever the seeds are close enough together.</summary>
    private static readonly string[] Always = [.. QuantityNames.Gates, QuantityPath.TurnedSigns];

    private readonly Tolerances tolerances;
    private readonly string profile;
    private readonly IReadOnlyDictionary<string, EquatableList<BaselineRun>> accepted;
    private readonly int newSeeds;
    private readonly TwoStageTest first;

    /// <param name="tolerances">What may block.</param>
    /// <param name="profile">Whose gates they are.</param>
    /// <param name="accepted">Accepted seeds by experiment; for a missing one the stated spread is used.</param>
    /// <param name="newSeeds">Seeds of the run at hand, 1 or more: more of them have a narrower limit.</param>
    public GateList(
        Tolerances tolerances,
        string profile,
        IReadOnlyDictionary<string, EquatableList<BaselineRun>> accepted,
        int newSeeds
    )
    {
        (this.tolerances, this.profile, this.accepted, this.newSeeds) = (tolerances, profile, accepted, newSeeds);
        string[] named =
        [
            .. tolerances
                .Entries.Where(t => t.Blocking)
                .Select(t => t.Quantity)
                .Concat(Always)
                .Distinct(StringComparer.Ordinal),
        ];
        List<(string Experiment, Tolerance Tolerance)> stated =
        [
            .. tolerances.Experiments.SelectMany(e =>
                named
                    .Select(quantity =>
                        tolerances.Find(profile, e, quantity) is { } t ? t with { Quantity = quantity } : null
                    )
                    .OfType<Tolerance>()
                    .Where(t => t.Blocking || Always.Contains(t.Quantity, StringComparer.Ordinal))
                    .Select(t => (e, t))
            ),
        ];
        first = new TwoStageTest(stated.Count(s => s.Tolerance.Blocking));
        All = [.. stated.Select(s => new Gate(s.Experiment, s.Tolerance.Quantity, WhyNot(s.Experiment, s.Tolerance)))];
        Test = new TwoStageTest(All.Count(g => g.CannotJudge is null));
    }

    /// <summary>By experiment, in the order of the assignment.</summary>
    public IReadOnlyList<Gate> All { get; }

    /// <summary>At the rates that each of those that can fire has.</summary>
    public TwoStageTest Test { get; }

    /// <summary>The gate of that name, or null where the quantity is none.</summary>
    public Gate? Find(string experiment, string quantity) =>
        All.FirstOrDefault(g => g.Experiment == experiment && g.Quantity == quantity);

    private string? WhyNot(string experiment, Tolerance tolerance)
    {
        var runs = accepted.GetValueOrDefault(experiment);
        if (runs is not null && runs.Count < Spread.EnoughSeeds)
            return $"too few seeds are accepted for an interval; {Spread.EnoughSeeds} are needed";
        if (tolerance.Quantity == QuantityPath.TurnedSigns)
            return !tolerance.Blocking ? NotToBlock
                : runs is null ? null
                : WhyNotTurnedSigns(runs);
        double[] values =
        [
            .. (runs ?? [])
                .Where(r => r.Values.ContainsKey(tolerance.Quantity))
                .Select(r => r.Values[tolerance.Quantity]),
        ];
        var spread = values.Length >= Spread.EnoughSeeds ? Spread.Of(values) : tolerance.Spread;
        if (spread is not { Sd: > 0 })
            return tolerance.Blocking ? null : NotToBlock;
        var limit = Math.Max(first.Suspect(spread, newSeeds).HalfWidth, tolerance.Margin(spread.Mean));
        return CoinFlip.Passes(tolerance, spread.Mean, limit) ? "its limit lies beyond coin-flipping"
            : Quantity.Of(tolerance.Quantity).IsF1 && (limit > Tolerances.LargestBlockingF1 || !tolerance.Blocking)
                ? TooWide
            : tolerance.Blocking ? null
            : NotToBlock;
    }

    private const string NotToBlock = "it is stated not to block";

    private static string TooWide { get; } =
        string.Create(CultureInfo.InvariantCulture, $"its limit is wider than {Tolerances.LargestBlockingF1}");

    private string? WhyNotTurnedSigns(EquatableList<BaselineRun> runs)
    {
        var words = Signs.Agreed(runs).Count;
        if (words == 0)
            return "its accepted seeds agree on no word's sign";
        var interval = first.Suspect(Spread.Of(Signs.TurnedAmong(runs)), newSeeds);
        return interval.Mean + interval.HalfWidth >= words
            ? "its accepted seeds agree on so few words' signs that all of them may turn"
            : null;
    }
}
