using Cake.Frosting;
using Repro;
using Repro.Files;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Report.Plain;
using ReproBuild.Arithmetic;
using ReproBuild.Mutants;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Mutate))]
[TaskDescription(
    "Plants faults in a copy of the sources, one at a time, and reports which lanes of the gate detect each: "
        + "tests/Repro.Mutants."
)]
public sealed class Mutate : AsyncFrostingTask<BuildContext>
{
    // Narrower kernels of libtorch, which change bits of every experiment.
    private static readonly ArithmeticSetting Other = ArithmeticSetting.All.Single(s =>
        s.Name == "ATEN_CPU_CAPABILITY=default"
    );

    private const string Seen = "seen.json";

    private static readonly string Introduction =
        "\nSmall faults, one edit each (`mutants.json`), by which the gate is tested: `./cake.sh --target=Mutate` "
        + "plants\n"
        + "each in a copy of the sources, trains the sample, and writes here which lane saw it. *Bits* is the "
        + "comparison to\n"
        + $"the last bit; *rounding* the one with what the twins span, under {Other.Name}; *seeds* the\n"
        + "statistical one there.\n";

    public override async Task RunAsync(BuildContext context)
    {
        var folder = context.Paths.Mutants;
        var all = Mutant.ReadAll(Path.Combine(folder, "mutants.json"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        // A build server holds what has been seen once to being seen again; finding new gaps takes a person.
        var recorded = Recorded(folder);
        var chosen = Mutant.Chosen(
            all,
            context.Run.Mutants,
            today,
            context.Surroundings.IsCi
                ? [.. all.Where(mutant => recorded.TryGetValue(mutant.Name, out var seen) && seen.IsSeen)]
                : all
        );
        if (chosen.Count == 0)
            throw ReproException.Input(
                $"{Path.Combine(folder, Seen)}: no mutant is recorded as seen, so a build server has none to plant. Run "
                    + "--target=Mutate outside of it, and commit the file."
            );
        using var alone = context.Locks.Take(
            context.Paths.Lock("mutants"),
            "artifacts/mutants",
            context.Run.Interrupted
        );
        var tree = new MutantTree(context.Paths.Root, context.Paths.MutantTree, context.Surroundings.Dotnet);
        await tree.RefreshAsync(context.Run.Interrupted);
        string[] experiments = [.. context.Request.Experiments.Select(spec => spec.Name())];

        // If the program without a fault is not within, the results mean nothing.
        foreach (var setting in (ArithmeticSetting[])[ArithmeticSetting.Unchanged, Other])
            if (await CompareAsync(null, setting) is { ExitCode: not ExitCode.Success } red)
                throw new ReproException(
                    red.ExitCode,
                    $"Mutate: the program without a fault is {Words.Of(red.Verdict)} under {setting.Name}; "
                        + "fix that first."
                );
        var results = new Dictionary<string, MutantResult>(StringComparer.Ordinal);
        foreach (var mutant in chosen)
        {
            results[mutant.Name] = MutantResult.Of(
                await CompareAsync(mutant, ArithmeticSetting.Unchanged),
                await CompareAsync(mutant, Other)
            );
            context.Console.Write(new Text($"{mutant.Name}: {Text(results[mutant.Name])}\n"));
            Keep(context, folder, all, results);
        }

        ConsoleReport.Write(context.Console, MutantTable.Build(chosen, results));
        List<string> unseen =
        [
            .. chosen.Where(m => m.Equivalent is null && !results[m.Name].IsSeen).Select(m => m.Name),
        ];
        context.Run.Conclude(
            Outcome.Of(
                unseen.Count == 0
                    ? new Finding(ExitCode.Success, MutantTable.Sum(chosen, results))
                    : new Finding(ExitCode.Regression, $"no lane saw {string.Join(", ", unseen)}")
            )
        );

        Task<OverallVerdict> CompareAsync(Mutant? mutant, ArithmeticSetting setting) =>
            tree.CompareAsync(mutant, experiments, setting, context.Run.Interrupted);
    }

    private static string Text(MutantResult result)
    {
        string[] lanes =
        [
            .. result.Bits ? ["bits"] : Array.Empty<string>(),
            .. result.Rounding ? ["rounding"] : Array.Empty<string>(),
            .. result.Seeds ? ["seeds"] : Array.Empty<string>(),
        ];
        return result.IsSeen ? $"seen by {string.Join(", ", lanes)}; {result.First}" : "not seen";
    }

    // On a build server the tree is not changed.
    private static void Keep(
        BuildContext context,
        string folder,
        IReadOnlyList<Mutant> all,
        Dictionary<string, MutantResult> results
    )
    {
        if (context.Surroundings.IsCi)
            return;
        var seen = Recorded(folder);
        foreach (var (name, result) in results)
            seen[name] = result;
        foreach (var gone in seen.Keys.Where(name => all.All(m => m.Name != name)).ToList())
            seen.Remove(gone);
        SafeFile.WriteJson(Path.Combine(folder, Seen), seen);
        var table = MarkdownReport.Render(MutantTable.Build(all, seen));
        SafeFile.WriteText(Path.Combine(folder, "README.md"), table.Insert(table.IndexOf('\n') + 1, Introduction));
    }

    private static SortedDictionary<string, MutantResult> Recorded(string folder)
    {
        var file = Path.Combine(folder, Seen);
        return new(
            File.Exists(file) ? SafeFile.ReadCommittedJson<Dictionary<string, MutantResult>>(file) : [],
            StringComparer.Ordinal
        );
    }
}
