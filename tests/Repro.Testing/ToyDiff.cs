using System.Globalization;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Diffs;
using Spectre.Console;

namespace Repro.Testing;

/// <summary>
/// A made-up run, its baseline, and a run of either protocol and of another seed, to be compared with each other.
/// </summary>
internal sealed class ToyDiff : IDisposable
{
    private readonly TempFolder temp = new();

    public ToyDiff()
    {
        Run = Write(ToyRun.Of());
        ToyAcceptance.Accept(Baselines, [Run], new AcceptanceRequest("a toy", "Ada", OnCi: false), TimeProvider.System);
    }

    /// <summary>The accepted one: cnn-glove.as-written, seed 1234.</summary>
    public RunFolder Run { get; }

    public string Baselines => temp.At("baselines");

    public string Report => temp.At("report");

    public string Folder => temp.Root;

    /// <summary>Asks for cnn-glove.as-written alone.</summary>
    public ReproRequest Request =>
        new()
        {
            Profile = Profiles.Imdb,
            Only = ["cnn-glove.as-written"],
            Cache = temp.At("cache"),
            Runs = temp.At("runs"),
            Verdicts = temp.At("verdicts"),
            Baselines = Baselines,
        };

    public RunFolder Write(ToyRun run) => run.Write(temp.At("runs"));

    public Difference Of(
        DiffSubject of,
        string from = "baseline",
        string to = "run",
        ReproRequest? request = null,
        Tolerances? tolerances = null
    ) =>
        Difference.Between(
            (request ?? Request).Resolve(),
            new DiffRequest(of, Side(from), Side(to), DiffFormat.Table),
            tolerances ?? ToyTolerances.All,
            ToyRun.Program
        );

    /// <summary>What is written to the console, with the folder's name taken out.</summary>
    public string Written(
        Difference difference,
        DiffFormat format = DiffFormat.Table,
        ColorSystemSupport colours = ColorSystemSupport.NoColors,
        int width = 160
    )
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = colours,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        DiffWriter.Write(difference, format, Report, console);
        return writer.ToString().Replace(temp.Root, "", StringComparison.Ordinal);
    }

    public string Page() => File.ReadAllText(Path.Combine(Report, "diff-attributions.html"));

    public void Dispose() => temp.Dispose();

    private SideName Side(string text) => SideName.Parse(text, temp.Root) ?? throw new ArgumentException(text);
}
