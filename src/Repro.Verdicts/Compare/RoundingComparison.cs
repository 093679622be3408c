using System.Globalization;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// The second lane: a run of the baseline's own settings, inputs and seed under another arithmetic. What it read must
/// be the same, and its numbers must lie where the twins put them (<see cref="RoundingLimits"/>). So an update of
/// libtorch or .NET, or another processor, moves bits and passes, and a change of the code does not.
/// </summary>
internal static class RoundingComparison
{
    /// <summary>One comparison, of how many numbers rounding does not explain, where there are twins.</summary>
    /// <param name="runs">The runs at hand; the one of the baseline's seed counts.</param>
    /// <param name="baseline">Null without one.</param>
    public static IEnumerable<QuantityComparison> Compare(IReadOnlyList<RunResult> runs, Baseline? baseline)
    {
        if (baseline is not { Exact: { } accepted, Twins: { } span } || runs.Any(r => !r.Complete))
            return [];
        var run = runs.FirstOrDefault(r => r.Spec.Seed == baseline.Provenance.Seed);
        if (
            run is null
            || Comparison.InputsDiffer(run, baseline.Provenance) is not null
            // Then they are equal to the last bit, or have changed.
            || BitwiseComparison.Obstacle(run, baseline) is null
            || ExactRecord.Collect(run) is not { } found
        )
            return [];
        return [Of(run, span, RoundingDifference.Find(accepted, found, span, baseline.Provenance.Runs))];
    }

    private static QuantityComparison Of(RunResult run, RoundingSpan span, RoundingDifference difference) =>
        new(
            run.Spec.Name(),
            QuantityPath.BeyondRounding,
            0,
            difference.Beyond,
            0,
            Blocking: true,
            difference.First is null ? Verdict.Within : Verdict.Changed,
            (difference.First ?? Within(difference)) + $" (by {span.Twins.Count} twins)"
        );

    private static string Within(RoundingDifference difference) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the arithmetic moved, the run did not: {difference.Judged} numbers are where rounding may take them"
        ) + (difference.End is null ? "" : $", until {difference.End}, from where seeds do not differ more");
}

/// <summary>A run against the accepted one of another arithmetic.</summary>
/// <param name="Judged">Numbers and digests that were judged.</param>
/// <param name="Beyond">Of these, that rounding does not explain.</param>
/// <param name="First">The first of these in the order of computing, how far off it is and what computed it; null where
/// there is none.</param>
/// <param name="End">The first number that rounding moves as far as another seed does; null where there is
/// none.</param>
public sealed record RoundingDifference(int Judged, int Beyond, string? First, string? End)
{
    /// <param name="accepted">The accepted run.</param>
    /// <param name="found">The run at hand.</param>
    /// <param name="span">What the twins span.</param>
    /// <param name="runs">The accepted seeds.</param>
    public static RoundingDifference Find(
        ExactRecord accepted,
        ExactRecord found,
        RoundingSpan span,
        IReadOnlyList<BaselineRun> runs
    )
    {
        var limits = new RoundingLimits(span, accepted, runs);
        var flipped = FloatText
            .Read(accepted.Probabilities)
            .Zip(FloatText.Read(found.Probabilities))
            .Count(p => Classes.Round(p.First) != Classes.Round(p.Second));
        var (judged, beyond, ended) = (0, 0, false);
        string? first = null,
            end = null;
        foreach (var pair in ExactPair.Match(accepted, found))
        {
            var isData = pair.Item.Text is not null;
            double? limit = isData ? 0 : LimitOf(pair, limits, flipped);
            if (!isData && (ended || limit is null))
            {
                if (!ended && IsOfTraining(pair.Item))
                    (ended, end) = (true, pair.Item.Name); // What follows from there may be anywhere.
                continue;
            }

            if (isData && ended && (pair.Expected is null || pair.Found is null))
                continue; // It stopped elsewhere.
            judged++;
            if (IsWithin(pair, limit!.Value))
                continue;
            beyond++;
            first ??= string.Create(
                CultureInfo.InvariantCulture,
                $"first: {pair.Describe()}{(isData ? "" : $"; rounding moves it by {limit:0.0e+0} at most")}"
            );
        }

        return new RoundingDifference(judged, beyond, first, end);
    }

    private static double? LimitOf(ExactPair pair, RoundingLimits limits, int flipped) =>
        pair.Expected is { Value: { } value } item ? limits.Of(item.Path, value, flipped) : 0;

    private static bool IsOfTraining(ExactItem item) => Quantity.Of(item.Path).Group == QuantityGroup.Curve;

    private static bool IsWithin(ExactPair pair, double limit) =>
        pair switch
        {
            { Expected.Value: { } a, Found.Value: { } b } => Math.Abs(a - b) <= limit,
            _ => pair.IsSame,
        };
}
