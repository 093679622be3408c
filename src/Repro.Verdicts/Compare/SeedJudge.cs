using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// Judges quantities by the spread of the accepted seeds, in two stages (<see cref="TwoStageTest"/>). A gate beyond its
/// limit is suspected; fresh seeds, judged by themselves, confirm or dispel it; and without them the verdict stands.
/// </summary>
/// <param name="experiment"><c>rnn.as-written</c>.</param>
/// <param name="gates">Of its profile.</param>
internal sealed class SeedJudge(string experiment, GateList gates)
{
    // Means of rounded numbers are not round; one digit more than a baseline keeps shows that.
    private const int ShownDigits = 7;

    /// <param name="tolerance">Of the quantity.</param>
    /// <param name="path">The quantity.</param>
    /// <param name="values">As many accepted ones as an interval needs.</param>
    public QuantityComparison Judge(Tolerance tolerance, string path, SeedValues values)
    {
        var spread = Spread.Of(values.Accepted);
        var interval = gates.Test.Suspect(spread, values.Found.Count);
        var margin = tolerance.Margin(interval.Mean);
        var limit = Math.Max(Shown(interval.HalfWidth), margin);
        var (expected, found) = (Shown(interval.Mean), Shown(values.Found.Average()));
        var cannot = gates.Find(experiment, path)?.CannotJudge;
        var comparison = new QuantityComparison(
            experiment,
            path,
            expected,
            found,
            limit,
            tolerance.Blocking && cannot is null,
            values.IsAccepted ? Verdict.Within : VerdictRule.Classify(found - expected, limit, tolerance.Better),
            Because(tolerance, interval, margin, cannot)
        )
        {
            CannotJudge = cannot,
        };
        if (!comparison.Blocking)
            return comparison;
        var fresh = values.FreshSeeds.Count > 0 ? values.FreshSeeds.Count : TwoStageTest.FreshSeeds;
        comparison = comparison with
        {
            Better = tolerance.Better,
            Detectable = SignificantDigits.Round(
                gates.Test.Detectable(spread, values.Found.Count, fresh, margin),
                digits: 2
            ),
        };
        return comparison.Verdict == Verdict.Within ? comparison : Confirmed(comparison, tolerance, values);
    }

    private QuantityComparison Confirmed(QuantityComparison suspected, Tolerance tolerance, SeedValues values)
    {
        EquatableList<long> seeds = [.. values.FreshSeeds];
        if (seeds.Count == 0)
            return With(suspected, new Confirmation(ConfirmationOutcome.Suspected, []));
        if (values.Fresh.Count < seeds.Count || values.Fresh.Count < TwoStageTest.FewestFresh)
            return suspected with
            {
                Verdict = Verdict.NotMeasured,
                Because = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{values.Fresh.Count} of the fresh seeds {seeds} have it; all are needed to confirm, and "
                        + $"{TwoStageTest.FewestFresh} at least"
                ),
            };

        var interval = gates.Test.Confirm(values.Accepted, values.Fresh);
        var limit = Math.Max(Shown(interval.HalfWidth), tolerance.Margin(interval.Mean));
        var difference = values.Fresh.Average() - interval.Mean;
        var isSame =
            VerdictRule.Classify(difference, limit, tolerance.Better) == suspected.Verdict
            && Math.Sign(difference) == Math.Sign(suspected.Found!.Value - interval.Mean);
        var outcome =
            isSame ? ConfirmationOutcome.Confirmed
            : gates.Test.AreFarApart(values.Accepted, values.Fresh) ? ConfirmationOutcome.Unsettled
            : ConfirmationOutcome.Dispelled;
        return With(suspected, new Confirmation(outcome, seeds, Shown(values.Fresh.Average()), limit));
    }

    private static QuantityComparison With(QuantityComparison suspected, Confirmation confirmation) =>
        suspected with
        {
            Verdict = confirmation.Outcome == ConfirmationOutcome.Dispelled ? Verdict.Within : suspected.Verdict,
            Confirmation = confirmation,
            Because = $"{suspected.Because}; {confirmation.Text}",
        };

    private string Because(Tolerance tolerance, SeedInterval interval, double margin, string? cannot)
    {
        var accepted = AcceptedSeeds(interval.Accepted);
        var which =
            Shown(interval.HalfWidth) >= margin
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"t({1 - gates.Test.SuspicionShare:0.#####}, {interval.Freedom}) · sd · √(1/{interval.Accepted} + "
                        + $"1/{interval.New}) around the mean of {accepted}"
                )
                : $"the stated tolerance, which is wider than the interval of {accepted}. {tolerance.Because}";
        return cannot is null ? which : $"{which}; shown, not blocking: {cannot}";
    }

    public static string AcceptedSeeds(int count) => count == 1 ? "1 accepted seed" : $"{count} accepted seeds";

    private static double Shown(double value) => SignificantDigits.Round(value, ShownDigits);
}
