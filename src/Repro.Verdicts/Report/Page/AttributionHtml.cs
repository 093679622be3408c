using System.Globalization;
using Repro.Runs;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// Attribution tables with coloured words: green for label 1, red for label 0, as in Captum's legend.
/// </summary>
internal static class AttributionHtml
{
    private static readonly string[] Columns = ["true", "predicted", "attribution", "score", "delta", "words"];

    internal static Html Legend { get; } =
        new(
            """
            <p class="legend"><span class="word against" style="--share:0.8">negative</span> <span class="word">neutral</span> <span class="word towards" style="--share:0.8">positive</span> – the deeper, the more of the sentence's norm; point at a word for its figure.</p>
            """
        );

    public static Html Section(ReportData data) =>
        Html.Of(
            $"""
            <section id="attributions"><h2>Attributions</h2>
            {Legend}
            {Html.Join(data.Runs.Where(r => r.Attributions is not null).Select(Table))}</section>

            """
        );

    private static Html Table(RunResult run) =>
        Html.Of(
            $"""
            <h3>{run.Spec.Name()}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Attributions of {run.Spec.Name()}"><table>
            <thead><tr>{Html.Join(
                Columns.Select(c =>
                    Html.Of($"<th scope=\"col\"{new Html(c is "score" or "delta" ? " class=\"number\"" : "")}>{c}</th>")
                )
            )}</tr></thead>
            <tbody>
            {Html.Join(run.Attributions!.Rows.Select(Row))}</tbody></table></div>

            """
        );

    private static Html Row(AttributionRow row) =>
        Html.Of(
            $"""
            <tr><td data-column="true">{row.TrueLabel
                ?? "–"}</td><td data-column="predicted">{row.PredictedLabel} ({Fixed(
                row.Probability
            )})</td><td data-column="attribution">{row.AttributionLabel}</td><td class="number" data-column="score">{Fixed(
                row.Score
            )}</td><td class="number" data-column="delta">{Figure.Text(
                Math.Abs(row.Delta)
            )}</td><td class="words" data-column="words">{Html.Join(row.Words.Select(Word))}</td></tr>

            """
        );

    internal static Html Word(WordImportance word) =>
        Html.Of(
            $"<span class=\"word{Side(word.Importance)}\" "
                + $"style=\"--share:{Math.Min(1, Math.Abs(word.Importance))}\" "
                + $"title=\"{word.Importance.ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture)}\">{word.Word}</span> "
        );

    private static string Side(double importance) =>
        importance > 0 ? " towards"
        : importance < 0 ? " against"
        : "";

    private static string Fixed(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
