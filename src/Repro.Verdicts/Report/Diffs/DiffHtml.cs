using Repro.Runs;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Page;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>
/// <c>diff-attributions.html</c>: both sides' attributions of every sentence, one below the other. One file, no
/// network, no script.
/// </summary>
internal static class DiffHtml
{
    public static string Render(Difference difference) =>
        Html.Of(
            $"""
            {HtmlHead.Render($"{VerdictText.Word(difference.Verdict)} – {DiffTables.Title(difference)}")}<body>
            <header><h1>{DiffTables.Title(difference)}</h1>
            <p class="verdict {Words.Of(VerdictText.ToneOf(difference.Verdict))}"><strong>{VerdictText.Word(
                difference.Verdict
            )}</strong> {DiffText.Sentence(difference)}</p></header>
            <main>
            {AttributionHtml.Legend}
            {Html.Join(
                difference.Pairs.Zip(DiffTables.Build(difference), (pair, table) => Section(difference, pair, table))
            )}</main>
            </body></html>

            """
        ).Text;

    private static Html Section(Difference difference, PairDifference pair, ReportTable table) =>
        Html.Of(
            $"""
            <section><h2>{pair.Path}</h2>
            {HtmlTable.Render(table)}{(pair.Sentences.Count == 0 ? default : WordsOf(difference, pair))}</section>

            """
        );

    private static Html WordsOf(Difference difference, PairDifference pair) =>
        Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="region" aria-label="Words of {pair.Path}"><table>
            <thead><tr><th scope="col" class="number">#</th><th scope="col">side</th><th scope="col">words</th></tr></thead>
            <tbody>
            {Html.Join(
                pair.Sentences.SelectMany(s =>
                    (Html[])[Row(s.Number, difference.From, s.From), Row(s.Number, difference.To, s.To)]
                )
            )}</tbody></table></div>

            """
        );

    private static Html Row(int number, string side, AttributionRow row) =>
        Html.Of(
            $"""
            <tr><td class="number" data-column="#">{number}</td><td data-column="side">{side}</td><td class="words" data-column="words">{Html.Join(
                row.Words.Select(AttributionHtml.Word)
            )}</td></tr>

            """
        );
}
