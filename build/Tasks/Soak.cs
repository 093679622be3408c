using System.Globalization;
using System.Security.Cryptography;
using Cake.Frosting;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Tables;
using ReproBuild.Arguments;
using ReproBuild.Soaking;
using ReproBuild.Tasks.Pipeline;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Soak))]
[TaskDescription(
    "Kills trainings at random moments and compares their results with an uninterrupted one; with "
        + "--minutes=N, repeats runs and checks resources for growth. Results go to artifacts/soak."
)]
[IsDependentOn(typeof(Build))]
[IsDependentOn(typeof(Prepare))]
public sealed class Soak : AsyncFrostingTask<BuildContext>
{
    // 120 ms: about ten per epoch of the sample.
    private const double KilledCheckpointMinutes = 0.002;

    public override Task RunAsync(BuildContext context)
    {
        if (Directory.Exists(Runs(context)))
            Directory.Delete(Runs(context), recursive: true);
        return context.Run.Soak.Minutes is { } minutes
            ? EndureAsync(context, TimeSpan.FromMinutes(minutes))
            : KillAsync(context, context.Run.Soak);
    }

    private static async Task KillAsync(BuildContext context, SoakRequest soak)
    {
        var seed = soak.KillSeed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        context.Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{soak.Kills} kills at the moments of --kill-seed={seed}")
        );
        var random = new Random(seed);
        var request = context.Run.CommandLine.Has(Options.CheckpointMinutes)
            ? context.Request
            : context.Request with
            {
                CheckpointMinutes = KilledCheckpointMinutes,
            };
        List<KillSeries> series =
        [
            .. request
                .Experiments.GroupBy(spec => spec.Model)
                .Select(model => new KillSeries(
                    folder => Training(context, request.For(model), $"{model.Key}/{folder}"),
                    random
                )),
        ];
        var rounds = new List<KillRound>();
        while (rounds.Count < soak.Kills)
        {
            var round = await series[rounds.Count % series.Count].NextAsync(context.Run.Interrupted);
            rounds.Add(round);
            context.Console.Write(
                new Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{rounds.Count}/{soak.Kills} {round.Experiment}: killed after {round.KilledText}, "
                            + $"resumed {round.ContinuedText}: "
                            + $"{(round.Differing.Count == 0 ? "equal" : "DIFFERS")}\n"
                    )
                )
            );
            SafeFile.WriteJson(Path.Combine(context.Paths.Soak, "kills.json"), new { Seed = seed, Rounds = rounds });
        }

        var table = SoakTables.Build(rounds, seed);
        Write(context, "kills.md", table);
        var differing = rounds.Count(round => round.Differing.Count > 0);
        context.Run.Conclude(
            Outcome.Of(
                differing == 0
                    ? new Finding(
                        ExitCode.Success,
                        $"equal: {rounds.Count} killed trainings gave the same bytes as uninterrupted ones"
                    )
                    : new Finding(
                        ExitCode.Regression,
                        $"different: {differing} of {rounds.Count} killed trainings gave different bytes; see "
                            + $"{Runs(context)}"
                    )
            )
        );
    }

    private static async Task EndureAsync(BuildContext context, TimeSpan duration)
    {
        var rounds = new List<EnduranceRound>();
        var folder = Path.Combine(Runs(context), "repeated");
        await new Endurance(Training(context, context.Request, "repeated"), folder, TimeProvider.System).RunAsync(
            duration,
            Finished,
            context.Run.Interrupted
        );
        var growths = Growth.Estimate(rounds);
        Write(context, "endurance.md", SoakTables.Build(growths, rounds.Count), SoakTables.Build(rounds));
        var growing = growths.Where(g => !g.IsWithin).Select(g => g.Measure).ToList();
        context.Run.Conclude(
            Outcome.Of(
                growths.Count == 0
                    ? new Finding(
                        ExitCode.NotMeasured,
                        $"too short: {rounds.Count} rounds, at least {Growth.LeastRounds} are needed; give more "
                            + "--minutes, or fewer --models"
                    )
                : growing.Count == 0 ? new Finding(ExitCode.Success, $"steady: nothing grew over {rounds.Count} rounds")
                : new Finding(ExitCode.Regression, $"growing: {string.Join(", ", growing)} over {rounds.Count} rounds")
            )
        );

        void Finished(EnduranceRound round)
        {
            rounds.Add(round);
            SafeFile.WriteJson(
                Path.Combine(context.Paths.Soak, "endurance.json"),
                new { Rounds = rounds, Growth = Growth.Estimate(rounds) }
            );
            context.Console.Write(
                new Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round.Round}: {DurationText.Of(TimeSpan.FromSeconds(round.Seconds))}, "
                            + $"{round.Memory / (1 << 20):0} MiB, {round.Handles} handles, {round.Threads} threads, "
                            + $"{round.Disk / (1 << 20):0.0} MiB on disk\n"
                    )
                )
            );
        }
    }

    private static TrainingProcess Training(BuildContext context, ResolvedRequest request, string folder) =>
        new(
            context.Surroundings.Dotnet,
            context.Paths.BuiltReproduction(context.Surroundings.BuildFolder),
            request with
            {
                Runs = Path.Combine(Runs(context), folder),
            }
        );

    private static void Write(BuildContext context, string name, params ReportTable[] tables)
    {
        var file = Path.Combine(context.Paths.Soak, name);
        SafeFile.WriteText(file, string.Join('\n', tables.Select(MarkdownReport.Render)));
        ConsoleReport.Write(context.Console, tables[0]);
        context.Console.Write(new Text($"Table: {file}\n"));
    }

    private static string Runs(BuildContext context) => Path.Combine(context.Paths.Soak, "runs");
}
