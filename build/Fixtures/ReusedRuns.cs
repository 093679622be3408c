using Repro;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Fixtures;

/// <summary>Reports which runs are reused, and why others are trained again.</summary>
public static class ReusedRuns
{
    /// <param name="request">The request.</param>
    /// <param name="specs">Every experiment of the request.</param>
    /// <param name="program">Digest of the current program.</param>
    public static IEnumerable<string> Lines(
        ResolvedRequest request,
        IReadOnlyList<ExperimentSpec> specs,
        string program
    )
    {
        var runs = specs
            .Select(spec => (spec, Marker: request.MarkerOf(spec, program)))
            .Where(run => run.Marker is not null)
            .Select(run => (run.spec, Marker: run.Marker!, Why: run.Marker!.WhyNotTrained()))
            .ToList();
        var reused = runs.Where(run => run.Why is null).ToList();
        if (reused.Count > 0)
            yield return $"Complete and unchanged, not trained again: {Names(reused.Select(run => run.spec))}.";
        foreach (
            var made in reused
                .Where(run => run.Marker.OtherProgram is not null)
                .GroupBy(run =>
                    (
                        Program: run.Marker.OtherProgram,
                        SafeFile.ReadJson<RunManifest>(request.FolderOf(run.spec).Manifest).Commit
                    )
                )
        )
            yield return $"Made by another program ({ProgramDigest.Abbreviated(made.Key.Program)}, at commit "
                + $"{SourceCommit.Shortened(made.Key.Commit)}): "
                + $"{Names(made.Select(run => run.spec))}. They are used because of "
                + $"--reuse={Words.Of(ReuseRule.Settings)}, "
                + "and do not show the behaviour of the current code.";
        foreach (var run in runs.Where(run => run.Why is not null && File.Exists(request.FolderOf(run.spec).Complete)))
            yield return $"{run.spec.Name()} is trained again: {run.Why}.";
    }

    private static string Names(IEnumerable<ExperimentSpec> specs) =>
        string.Join(", ", specs.Select(spec => spec.Name()));
}
