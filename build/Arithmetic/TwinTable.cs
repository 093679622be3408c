using System.Globalization;
using Repro;
using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild.Arithmetic;

/// <summary>The largest differences of each experiment's twins, for console and Markdown.</summary>
public static class TwinTable
{
    /// <param name="experiments">Experiments with their complete twins.</param>
    public static ReportTable Build(IReadOnlyList<TrainedTwins> experiments) =>
        new(
            "Rounding twins",
            [
                new("experiment"),
                new("twins", Numeric: true),
                new("other arithmetic", Numeric: true),
                new("other bits", Numeric: true),
                new("first epoch's steps", Numeric: true),
                new("validation loss, first epoch", Numeric: true),
                new("last", Numeric: true),
                new("F1", Numeric: true),
                new("probability", Numeric: true),
            ],
            [.. experiments.Select(Row)],
            ["Each is the largest difference from the run itself: absolute, losses in nats."]
        );

    private static EquatableList<ReportCell> Row(TrainedTwins experiment)
    {
        var twins = experiment.Twins;
        var span = RoundingSpan.Measure(experiment.Run, [.. twins.Select(t => (t.Name, t.Record))]);
        return
        [
            experiment.Name,
            Number(twins.Count),
            Number(twins.Count(t => !t.IsSameArithmetic)),
            Number(twins.Count(t => experiment.Moved(t))),
            Power(span.FirstEpoch.Max()),
            Power(span.Values.GetValueOrDefault(QuantityPath.ValidationLoss(1), double.NaN)),
            Power(span.Values.GetValueOrDefault(QuantityNames.LastValidationLoss, double.NaN)),
            Power(span.Values.GetValueOrDefault(QuantityNames.F1Global, double.NaN)),
            Power(FloatText.Read(span.Probabilities).Max()),
        ];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Power(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
