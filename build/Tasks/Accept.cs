using Cake.Frosting;
using Repro;
using Repro.Compare;
using Repro.Experiment;
using Repro.Report;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Accept))]
[TaskDescription("Makes the runs at hand the baselines, with a --reason; all seeds of an experiment together.")]
public sealed class Accept : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var who = Git.UserName(context.Paths.Root) ?? Environment.UserName;
        var acceptance = new AcceptanceRequest(context.Run.Reason ?? "", who, context.Surroundings.IsCi);
        var runs = context.Request.Experiments().SelectMany(spec => RunsOf(context.Request, spec)).ToList();
        ConsoleReport.Write(context.Console, Acceptance.Accept(context.Request.Baselines, runs, acceptance, TimeProvider.System));
    }

    /// <summary>The asked seed's run, and those of other seeds with the same settings.</summary>
    private static IEnumerable<RunFolder> RunsOf(ReproRequest request, ExperimentSpec spec)
    {
        var asked = RunFolder.Of(request.Runs, spec);
        yield return asked;
        var siblings = Path.GetDirectoryName(asked.Root)!;
        if (!Directory.Exists(siblings)) yield break;
        foreach (var folder in Directory.EnumerateDirectories(siblings, "seed-*").Order(StringComparer.Ordinal).Select(path => new RunFolder(path)))
        {
            if (folder.Root == asked.Root || !File.Exists(folder.Complete)) continue;
            var other = SafeFile.ReadJson<ExperimentSpec>(folder.Spec);
            if (other == spec with { Seed = other.Seed }) yield return folder;
        }
    }
}
