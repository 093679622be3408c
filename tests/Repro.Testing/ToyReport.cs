using System.Globalization;
using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report;
using Repro.Verdicts.Report.Tables;
using Spectre.Console;

namespace Repro.Testing;

/// <summary>Six invented experiments with verdicts, claims and baselines, for tests of reports.</summary>
internal sealed class ToyReport : IDisposable
{
    private readonly TempFolder temp = new();

    public ToyReport(string profile = Profiles.Imdb, string? vectors = null)
    {
        Profile = profile;
        Directory.CreateDirectory(Path.Combine(Folders.Baselines, "notebook"));
        File.Copy(
            Path.Combine(Repository.Baselines, "notebook", "claims.json"),
            Path.Combine(Folders.Baselines, "notebook", "claims.json")
        );
        var runs = Enum.GetValues<ModelKind>()
            .SelectMany(m => Enum.GetValues<ProtocolKind>().Select(p => Toy(m, p, vectors)))
            .ToDictionary(t => t.Spec.Name(), t => t.Write(Folders.Runs.Folder));
        Runs = runs;
        ToyAcceptance.Accept(
            Folders.Baselines,
            [.. runs.Values],
            new AcceptanceRequest("toys", "Ada", OnCi: false),
            TimeProvider.System
        );
        foreach (var run in runs.Values)
            Decide(run);
    }

    public string Profile { get; }

    public ReportFolders Folders =>
        new(ToyRun.In(temp.At("runs")), temp.At("baselines"), temp.At("verdicts"), temp.At("report"));

    /// <summary>By experiment.</summary>
    public IReadOnlyDictionary<string, RunFolder> Runs { get; }

    public void Dispose() => temp.Dispose();

    /// <summary>Compares a run again, as its fixture would after training.</summary>
    public void Decide(RunFolder run) =>
        VerdictFiles.Write(Folders.Verdicts, Comparison.Compare(run, Folders.Baselines, ToyTolerances.All));

    /// <summary>Writes the report; the console's text, with the folder's name taken out.</summary>
    public string Write(int width = 120, params string[] more)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ReportWriter.Write(Folders, Profile, [.. Runs.Keys, .. more], PlainConsole(writer, width));
        return writer.ToString().Replace(temp.Root, "", StringComparison.Ordinal);
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folders.Report, name));

    public static IAnsiConsole PlainConsole(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private ToyRun Toy(ModelKind model, ProtocolKind protocol, string? vectors)
    {
        var shift = (0.01 * (int)model) + (protocol == ProtocolKind.Corrected ? 0.02 : 0);
        var toy = ToyRun.Of(model, protocol, Profile, vectors: model == ModelKind.CnnGlove ? vectors : null);
        toy.Metrics[QuantityNames.F1Global] += shift;
        toy.Metrics[QuantityNames.Accuracy] = 0.85 + shift;
        toy.Metrics[QuantityNames.PrintedEpochs] = 5;
        toy.Metrics[QuantityNames.TrainedEpochs] = 6;
        return toy with
        {
            Epochs =
            [
                .. Enumerable
                    .Range(1, 6)
                    .Select(e => new EpochRecord(
                        e,
                        (0.7 / e) + shift,
                        0.3 + (0.03 * (e - 3) * (e - 3)) - shift,
                        e < 6
                    )),
            ],
        };
    }
}
