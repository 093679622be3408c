using Repro.Runs;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Sections;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// <c>index.html</c>: one file, no network, no script, light and dark, wide and narrow. The verdict comes first.
/// </summary>
public static class HtmlReport
{
    /// <param name="data">The report.</param>
    /// <param name="folder">Folder of the page, for relative links to the runs' files.</param>
    public static string Render(ReportData data, string folder) =>
        Html.Of(
            $"""
            {HtmlHead.Render($"{Words.Of(data.Overall.Verdict)} – reproduction, profile {data.Overall.Profile}")}<body>
            <header><h1>Reproduction of {data.Assignment.Name}, profile {data.Overall.Profile}</h1>
            <p class="verdict {Words.Of(VerdictText.ToneOf(data.Overall.Verdict))}"><strong>{Words.Of(
                data.Overall.Verdict
            )}</strong> {VerdictText.Sentence(data.Overall)}</p>
            <nav>{Html.Join(Contents.Select(c => Html.Of($"<a href=\"#{c.Id}\">{c.Title}</a> ")))}</nav></header>
            <main>
            {Deviations(data)}{Sensitivity(data)}{HtmlTable.Section(ClaimsSection.Build(data), "claims")}{HtmlTable.Section(
                InterventionsSection.Build(data),
                "interventions"
            )}{HtmlTable.Section(ExperimentsSection.Build(data), "experiments")}{HtmlTable.Section(
                ProtocolsSection.Build(data),
                "protocols"
            )}{LossCurves.Section(data)}{AttributionHtml.Section(data)}{Metrics(data)}{Settings(
                data
            )}{HtmlTable.Section(SizesSection.Build(data), "sizes")}{HtmlTable.Section(
                EnvironmentSection.Build(data),
                "environment"
            )}{Files(data, folder)}</main>
            </body></html>

            """
        ).Text;

    private static readonly (string Id, string Title)[] Contents =
    [
        ("claims", "Claims"),
        ("interventions", "Interventions"),
        ("experiments", "Experiments"),
        ("protocols", "Protocols"),
        ("curves", "Loss curves"),
        ("attributions", "Attributions"),
        ("metrics", "Metrics"),
        ("sizes", "Sizes"),
        ("environment", "Environment"),
        ("files", "Files"),
    ];

    private static Html Deviations(ReportData data)
    {
        var table = DeviationsSection.Build(data.Overall);
        return table.Rows.Count == 0 ? default : HtmlTable.Section(table, "deviations");
    }

    private static Html Sensitivity(ReportData data)
    {
        var table = SensitivitySection.Build(data.Overall);
        return table.IsEmpty ? default : HtmlTable.Section(table, "sensitivity");
    }

    private static Html Settings(ReportData data)
    {
        var table = SettingsSection.Build(data);
        return table.Rows.Count == 0 ? default : HtmlTable.Section(table, "settings");
    }

    private static Html Metrics(ReportData data) =>
        Html.Of(
            $"""
            <section id="metrics"><h2>Metrics and baselines</h2>
            {Html.Join(data.Overall.Experiments.Select(Metrics))}</section>

            """
        );

    private static Html Metrics(ExperimentVerdict experiment)
    {
        var verdict = VerdictFiles.Of(experiment);
        return Html.Of(
            $"""
            <details{new Html(
                verdict == Verdict.Within ? "" : " open"
            )}><summary>{experiment.Experiment} <span class="{Words.Of(VerdictText.ToneOf(verdict))}">{Words.Of(
                verdict
            )}</span></summary>
            {HtmlTable.Render(MetricsSection.Build(experiment))}</details>

            """
        );
    }

    private static Html Files(ReportData data, string folder) =>
        Html.Of(
            $"""
            <section id="files"><h2>Files</h2>
            <ul>
            <li><a href="verdict.json">verdict.json</a>, <a href="summary.md">summary.md</a></li>
            {Html.Join(data.Runs.Select(run => Files(run, folder)))}</ul></section>

            """
        );

    private static Html Files(RunResult run, string folder)
    {
        var names = Directory
            .EnumerateFiles(run.Folder.Root, "*.json")
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
        var links = names.Select(name =>
            Html.Of($"<a href=\"{Link(folder, Path.Combine(run.Folder.Root, name!))}\">{name}</a> ")
        );
        return Html.Of($"<li>{run.Spec.Name()}: {Html.Join(links)}</li>\n");
    }

    private static string Link(string folder, string file) =>
        string.Join(
            '/',
            Path.GetRelativePath(folder, file)
                .Split(Path.DirectorySeparatorChar)
                .Select(s => s == ".." ? s : Uri.EscapeDataString(s))
        );
}
