using Repro.Experiments;
using Repro.Files;
using Repro.Metrics;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Diff;

/// <summary>Finds both sides of every requested experiment.</summary>
internal sealed class SideReader(ResolvedRequest request, DiffRequest diff)
{
    /// <summary>
    /// One pair per experiment; a single pair if both sides are folders, one per model if both are protocols. A side is
    /// never paired with itself.
    /// </summary>
    /// <exception cref="ReproException">No pair is left, or a folder's experiment was not requested (exit code 2); a
    /// file is damaged (3).</exception>
    public IReadOnlyList<(Side From, Side To)> Read()
    {
        var pairs = Experiments()
            .Select(Pair)
            .DistinctBy(pair => (pair.From.Place, pair.To.Place))
            .Where(pair => pair.From.Place != pair.To.Place)
            .ToList();
        return pairs.Count > 0
            ? pairs
            : throw ReproException.Usage(
                $"--from={diff.From.Text} --to={diff.To.Text}: both sides are the same, but a difference needs "
                    + "two. Name another side."
            );
    }

    private IReadOnlyList<ExperimentSpec> Experiments() =>
        (diff.From.Kind, diff.To.Kind) switch
        {
            (SideKind.Folder, SideKind.Folder) => [SpecIn(diff.To)],
            (SideKind.Folder, _) => OnlyThatOf("--from", diff.From),
            (_, SideKind.Folder) => OnlyThatOf("--to", diff.To),
            _ => request.Experiments,
        };

    private List<ExperimentSpec> OnlyThatOf(string option, SideName folder)
    {
        var (spec, asked) = (SpecIn(folder), request.Experiments);
        var found = asked.Where(e => e.Profile == spec.Profile && e.Name() == spec.Name()).ToList();
        return found.Count > 0
            ? found
            : throw ReproException.Usage(
                $"{option}: {folder.Text} is a run of {spec.Name()} of profile {spec.Profile}, which is not one "
                    + $"of {string.Join(", ", asked.Select(e => e.Name()))} of profile {request.Profile}. Select "
                    + "it by --profile and --only."
            );
    }

    // A baseline is that of the device that the other side's run used.
    private (Side From, Side To) Pair(ExperimentSpec spec)
    {
        var (from, to) = (Run(diff.From, spec), Run(diff.To, spec));
        var baseline = spec with { Device = (from ?? to)?.Spec.Device ?? spec.Device };
        return (from ?? Baseline(baseline), to ?? Baseline(baseline));
    }

    private Side Baseline(ExperimentSpec spec)
    {
        var store = new BaselineStore(request.Baselines, spec);
        return new Side(SideName.Baseline, spec, store.Folder) { Baseline = store.Read() };
    }

    /// <summary>Null if the name does not refer to a run.</summary>
    private Side? Run(SideName name, ExperimentSpec spec) =>
        name.Kind switch
        {
            SideKind.Run => InRuns(name, spec),
            SideKind.Seed => InRuns(name, spec with { Seed = name.Seed }),
            SideKind.Protocol => InRuns(name, request.Find(spec.Model, name.Protocol) with { Seed = spec.Seed }),
            SideKind.Folder => Run(name, SpecIn(name), new RunFolder(name.Text)),
            _ => null,
        };

    private Side InRuns(SideName name, ExperimentSpec spec) => Run(name, spec, request.FolderOf(spec));

    private static Side Run(SideName name, ExperimentSpec spec, RunFolder folder)
    {
        var run = File.Exists(folder.Spec) && File.Exists(folder.Manifest) ? RunResult.Read(folder).Checked() : null;
        return new Side(name, run?.Spec ?? spec, folder.Root) { Run = run };
    }

    private static ExperimentSpec SpecIn(SideName folder) =>
        SafeFile.ReadJson<ExperimentSpec>(new RunFolder(folder.Text).Spec);
}
