using Cake.Frosting;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Arithmetic;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Accept))]
[TaskDescription("Makes the runs at hand the baselines, with a --reason; without one, shows what would change.")]
[IsDependentOn(typeof(Build))]
public sealed class Accept : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        using var alone = CloneLocks.TakeBaselines(context.Run);
        var who = Git.UserName(context.Paths.Root) ?? Environment.UserName;
        var asked = new AcceptanceRequest(
            context.Run.Reason ?? "",
            who,
            context.Surroundings.IsCi,
            context.Run.AllowRegression
        )
        {
            DirtyTree = Git.Commit(context.Paths.Root) is { } commit && SourceCommit.IsDirty(commit),
            DirtyOk = context.Run.DirtyOk,
        };
        var runs = context.Request.Experiments.SelectMany(spec => RunsOf(context, spec)).ToList();
        var tolerances = Path.Combine(context.Request.Baselines, "tolerances.json");
        var acceptance = new Acceptance(
            context.Request.Baselines,
            Tolerances.ReadStale(tolerances, ImdbNotebook.Assignment),
            context.Program
        )
        {
            Twins = spec => RoundingTwin.FoldersOf(context.Paths.Twins, spec),
        };
        if (acceptance.Complete(asked))
            context.Console.WriteLine("An interrupted acceptance was completed.");
        var planned = acceptance.Plan(runs, asked, TimeProvider.System);
        ConsoleReport.Write(context.Console, planned);
        foreach (var accepted in planned)
            context.Console.WriteLine($"{accepted.Experiment}: {Rounding(accepted.Baseline.Twins)}.");
        Acceptance.Write(planned, asked);
        context.Console.WriteLine(
            planned.All(p => p.IsUnchanged)
                ? "Nothing was written: these runs already are the baselines."
                : FormattableString.Invariant($"Accepted by {who}: {asked.Reason}")
        );
        if (Tolerances.StaleSpreads(tolerances, ImdbNotebook.Assignment) is { Count: > 0 } stale)
            context.Console.WriteLine(
                $"Now --target=Calibrate: the spreads of {string.Join(", ", stale)} are out of date."
            );
    }

    private static string Rounding(RoundingSpan? span) =>
        span is not null
            ? FormattableString.Invariant($"rounding is known by {span.Twins.Count} twins")
            : FormattableString.Invariant(
                $"fewer than {RoundingSpan.EnoughTwins} twins are available (--target=Twins), "
            ) + "so runs under another arithmetic will be judged only by seeds";

    /// <summary>The run of the requested seed, and those of other seeds with the same settings and code.</summary>
    private static IEnumerable<RunFolder> RunsOf(BuildContext context, ExperimentSpec spec)
    {
        var asked = context.Request.FolderOf(spec);
        yield return asked;
        var siblings = Path.GetDirectoryName(asked.Root)!;
        if (!Directory.Exists(siblings))
            yield break;
        foreach (
            var folder in Directory
                .EnumerateDirectories(siblings, "seed-*")
                .Order(StringComparer.Ordinal)
                .Select(path => new RunFolder(path))
        )
        {
            if (folder.Root == asked.Root || !File.Exists(folder.Complete))
                continue;
            var other = SafeFile.ReadJson<ExperimentSpec>(folder.Spec);
            if (
                other == spec with { Seed = other.Seed }
                && SafeFile.ReadJson<RunManifest>(folder.Manifest).Program is { } made
                && ProgramDigest.CodeOf(made) == ProgramDigest.CodeOf(context.Program)
            )
                yield return folder;
        }
    }
}
