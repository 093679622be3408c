using System.Globalization;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// Training and validation loss by epoch, one small chart per experiment, as inline SVG without script.
/// </summary>
internal static class LossCurves
{
    private const double Width = 360,
        Height = 220,
        Left = 44,
        Right = 12,
        Top = 12,
        Bottom = 34;

    public static Html Section(ReportData data) =>
        Html.Of(
            $"""
            <section id="curves"><h2>Loss curves</h2>
            {LossMarks.Legend}
            <div class="charts">
            {Html.Join(
                data.Runs.Where(r => r.History?.Epochs.Count > 0).Select(r =>
                    Chart(
                        r,
                        Printed(data, r.Spec),
                        BaselineBand.Of(data.Overall.Experiments.FirstOrDefault(e => e.Run == r.Folder.Root))
                    )
                )
            )}</div></section>

            """
        );

    /// <summary>
    /// The notebook's figures for this experiment by path; empty if the run is not comparable with it.
    /// </summary>
    private static Dictionary<string, double> Printed(ReportData data, ExperimentSpec spec) =>
        spec.Profile != data.Notebook.Profile || spec.Protocol != ProtocolKind.AsWritten
            ? []
            : data
                .Notebook.Claims.Where(c => c.Vectors == spec.Vectors && c.Rule != ClaimRule.Positive)
                .SelectMany(c => c.Printed)
                .Where(p => p.Model == spec.Model.Word && Quantity.Of(p.Quantity).Group == QuantityGroup.Curve)
                .DistinctBy(p => p.Quantity)
                .ToDictionary(p => p.Quantity, p => p.Value(), StringComparer.Ordinal);

    private static Html Chart(RunResult run, Dictionary<string, double> printed, IReadOnlyList<BaselineBand> bands)
    {
        var epochs = run.History!.Epochs;
        var scale = Scale.Of(
            epochs.Count,
            [.. epochs.SelectMany(e => new[] { e.TrainLoss, e.ValidationLoss }), .. printed.Values]
        );
        var best = epochs.MinBy(e => e.ValidationLoss)!;
        return Html.Of(
            $"""
            <figure><figcaption>{run.Spec.Name()} <span class="muted">best validation loss {Numbers.Of(
                QuantityNames.BestValidationLoss,
                best.ValidationLoss
            )} in epoch {Text(best.Epoch)}</span></figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="Loss by epoch of {run.Spec.Name()}">
            {Axes(scale, epochs.Count)}
            {Html.Join(bands.Select(b => Band(b, scale)))}
            {Line("train", epochs.Select(e => (e.Epoch, e.TrainLoss)), scale)}
            {Line("validation", epochs.Select(e => (e.Epoch, e.ValidationLoss)), scale)}
            {Html.Join(printed.Select(p => PrintedPoint(p.Key, p.Value, scale)))}
            </svg></figure>

            """
        );
    }

    private static Html Axes(Scale scale, int epochs)
    {
        var grid = scale
            .Ticks()
            .Select(tick =>
                Html.Of(
                    $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{scale.Y(tick)}\" "
                        + $"y2=\"{scale.Y(tick)}\"/><text x=\"{Left - 6}\" y=\"{scale.Y(tick) + 4}\" "
                        + $"text-anchor=\"end\">{tick.ToString("0.###", CultureInfo.InvariantCulture)}</text>\n"
                )
            );
        var every = Math.Max(1, (epochs + 9) / 10);
        var labels = Enumerable
            .Range(1, epochs)
            .Where(e => (e - 1) % every == 0)
            .Select(e =>
                Html.Of(
                    $"<text x=\"{scale.X(e)}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{Text(e)}</text>\n"
                )
            );
        return Html.Of(
            $"{Html.Join(grid)}{Html.Join(labels)}<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 3}\" "
                + $"text-anchor=\"middle\">epoch</text>"
        );
    }

    private static Html Line(string name, IEnumerable<(int Epoch, double Loss)> losses, Scale scale)
    {
        var points = losses.ToList();
        var path = string.Join(' ', points.Select(p => Html.Of($"{scale.X(p.Epoch)},{scale.Y(p.Loss)}").Text));
        var dots = points.Select(p =>
            LossMarks.Dot(
                name,
                scale.X(p.Epoch),
                scale.Y(p.Loss),
                Title($"epoch {Text(p.Epoch)}, {name} {Numbers.Of(QuantityNames.LastTrainLoss, p.Loss)}")
            )
        );
        return Html.Of($"{LossMarks.Line(name, path)}{Html.Join(dots)}");
    }

    // The scale fits the curve; a wider band is clipped at the chart's edge.
    private static Html Band(BaselineBand band, Scale scale)
    {
        var shown = band.Epochs.Where(e => e.Epoch <= scale.Epochs).ToList();
        var corners = shown
            .Select(e => (e.Epoch, Loss: e.High))
            .Concat(shown.AsEnumerable().Reverse().Select(e => (e.Epoch, Loss: e.Low)));
        return LossMarks.Band(
            band.Kind,
            string.Join(
                ' ',
                corners.Select(p =>
                    Html.Of($"{scale.X(p.Epoch)},{scale.Y(Math.Clamp(p.Loss, scale.Low, scale.High))}").Text
                )
            )
        );
    }

    private static Html PrintedPoint(string quantity, double loss, Scale scale)
    {
        var curve = Quantity.Of(quantity);
        var epoch = curve.Epoch!.Value;
        return epoch > scale.Epochs
            ? default
            : LossMarks.Printed(
                curve.Name == "train-loss" ? "train" : "validation",
                scale.X(epoch),
                scale.Y(loss),
                Title($"epoch {Text(epoch)}, {curve.Name} printed {Figure.Text(loss)}")
            );
    }

    private static Html Title(string text) => Html.Of($"<title>{text}</title>");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Converts epochs and losses to coordinates.</summary>
    private sealed record Scale(int Epochs, double Low, double High, double Step)
    {
        public static Scale Of(int epochs, IReadOnlyList<double> losses)
        {
            var (low, high) = (losses.Min(), losses.Max());
            var rough = Math.Max((high - low) / 4, 1e-3);
            var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            var step =
                power
                * (rough / power) switch
                {
                    <= 1 => 1,
                    <= 2 => 2,
                    <= 5 => 5,
                    _ => 10,
                };
            return new Scale(epochs, Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
        }

        public double X(int epoch) =>
            Epochs == 1
                ? (Left + Width - Right) / 2
                : Left + 8 + ((epoch - 1) * (Width - Left - Right - 16) / (Epochs - 1));

        public double Y(double loss) => Top + ((High - loss) / (High - Low) * (Height - Top - Bottom));

        public IEnumerable<double> Ticks() =>
            Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step));
    }
}
