using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Tests.Browser;

/// <summary>
/// A report of made-up runs, one of which regressed and one of whose sentences is markup, as Chromium shows it. It is
/// looked at once for all tests.
/// </summary>
public sealed class ObservedReport : IDisposable
{
    private readonly ToyReport toy = new();
    private readonly TempFolder temp = new();
    private Task<PageObservation>? observation;

    public ObservedReport()
    {
        Accepted = toy.Runs.ToDictionary(run => run.Key, run => MetricsOf(run.Value));
        ToyRun.Edit(toy.Runs["rnn.corrected"].Metrics, m => m["values"]![QuantityNames.F1Global] = 0.75);
        toy.Decide(toy.Runs["rnn.corrected"]);
        ToyRun.Edit(
            toy.Runs["rnn.as-written"].Attributions,
            a =>
            {
                for (var i = 0; i < Markup.Count; i++)
                    a["rows"]![0]!["words"]![i]!["word"] = Markup[i];
                a["rows"]![0]!["true-label"] = Markup[0];
            }
        );
        toy.Write();
    }

    /// <summary>What stands in the place of a sentence's three words.</summary>
    public static IReadOnlyList<string> Markup { get; } =
    ["<script>document.title='ran'</script>", "<img src=x onerror=\"document.title='ran'\">", "&amp;"];

    internal ToyReport Toy => toy;

    /// <summary>What the baselines were made from, by experiment and quantity.</summary>
    internal IReadOnlyDictionary<string, SortedDictionary<string, double>> Accepted { get; }

    internal ReportData Data => ReportData.Read(toy.Folders, toy.Profile, [.. toy.Runs.Keys]);

    /// <summary>Skips the test that asks where there is no browser.</summary>
    public Task<PageObservation> Look() =>
        observation ??= Observer.Look(Path.Combine(toy.Folders.Report, "index.html"), temp.Root);

    internal static SortedDictionary<string, double> MetricsOf(RunFolder run) =>
        SafeFile.ReadJson<RunMetrics>(run.Metrics).Values;

    internal string Screenshot(string name) => temp.At($"{name}.png");

    public void Dispose()
    {
        toy.Dispose();
        temp.Dispose();
    }
}
