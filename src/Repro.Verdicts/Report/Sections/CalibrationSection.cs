using System.Globalization;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The spread over seeds and the resulting limits.</summary>
public static class CalibrationSection
{
    /// <param name="profile">The profile.</param>
    /// <param name="calibrated">Result of the calibration.</param>
    public static ReportTable Build(string profile, CalibratedTolerances calibrated) =>
        new(
            $"Tolerances of profile {profile}",
            [
                new("experiment"),
                new("quantity"),
                new("seeds", true),
                new("mean", true),
                new("sd", true),
                new("stated", true),
                new("proposed", true),
                new(""),
            ],
            [
                .. calibrated
                    .Own.OrderBy(t => t.Experiment, StringComparer.Ordinal)
                    .ThenBy(t => t.Quantity, QuantityOrder.Instance)
                    .Select(t => Row(t, calibrated.Stated)),
            ],
            [
                .. calibrated.TooFew.Select(e =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{e.Experiment} has {e.Seeds} of {Spread.EnoughSeeds} seeds: its quantities are "
                            + $"shown but do not block."
                    )
                ),
            ]
        );

    private static EquatableList<ReportCell> Row(Tolerance proposed, Tolerances stated)
    {
        var before = stated.Entries.LastOrDefault(t =>
            (t.Profile, t.Experiment, t.Quantity) == (proposed.Profile, proposed.Experiment, proposed.Quantity)
        );
        var spread = proposed.Spread!;
        return
        [
            proposed.Experiment == "*" ? "all" : proposed.Experiment,
            proposed.Quantity,
            spread.Seeds.ToString(CultureInfo.InvariantCulture),
            Numbers.Of(proposed.Quantity, spread.Mean),
            Short(spread.Sd),
            before is null ? Numbers.None : Short(before.Absolute),
            Short(proposed.Absolute),
            proposed.Reason is not null ? "kept, edited by hand"
            : proposed.Blocking ? "blocks"
            : "shown",
        ];
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
