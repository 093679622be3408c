using Repro.Experiments;

namespace Repro.Runs;

/// <summary>Selects the finished runs of one assignment that were made by one program.</summary>
/// <param name="Folder"><c>artifacts/runs</c>.</param>
/// <param name="Assignment">The assignment the runs belong to.</param>
/// <param name="Program"><see cref="ProgramDigest"/> of that program; null accepts runs of any program.</param>
public sealed record RunsAtHand(string Folder, Assignment Assignment, string? Program)
{
    /// <summary>
    /// Experiments with changed settings; their runs replace those with the profile's settings. Empty for none.
    /// </summary>
    public EquatableList<ExperimentSpec> Asked { get; init; } = [];

    /// <summary>Whether a finished run is selected.</summary>
    public bool Counts(RunManifest manifest) => Program is null || manifest.Program == Program;

    public RunFolder FolderOf(ExperimentSpec spec) => RunFolder.Of(Folder, spec, Assignment);

    /// <summary>
    /// Reads all selected runs of an experiment, with the requested settings or else the profile's, ordered by seed.
    /// </summary>
    /// <param name="profile">One of the assignment's profiles.</param>
    /// <param name="experiment"><c>rnn.as-written</c>.</param>
    /// <exception cref="ReproException">A file of a finished run is damaged (exit code 3).</exception>
    public IReadOnlyList<RunResult> Read(string profile, string experiment)
    {
        var folder = Asked.FirstOrDefault(spec => spec.Profile == profile && spec.Name() == experiment) is { } asked
            ? Path.GetDirectoryName(FolderOf(asked).Root)!
            : Path.Combine(Folder, profile, experiment);
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(folder, "seed-*")
                    .Select(path => new RunFolder(path))
                    .Where(run => File.Exists(run.Complete))
                    .Select(RunResult.Read)
                    .Where(run => Counts(run.Manifest))
                    .OrderBy(run => run.Spec.Seed),
            ];
    }
}
