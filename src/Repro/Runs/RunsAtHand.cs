using Repro.Experiments;

namespace Repro.Runs;

/// <summary>The finished runs that count: those of one assignment that one program made.</summary>
/// <param name="Folder"><c>artifacts/runs</c>.</param>
/// <param name="Assignment">Whose experiments they are.</param>
/// <param name="Program"><see cref="ProgramDigest"/> of the program that made them; null counts those of every
/// program.</param>
public sealed record RunsAtHand(string Folder, Assignment Assignment, string? Program)
{
    /// <summary>
    /// Experiments with settings of their own; their runs stand in the place of those with the profile's. Empty for
    /// none.
    /// </summary>
    public EquatableList<ExperimentSpec> Asked { get; init; } = [];

    /// <summary>Whether a finished run counts.</summary>
    public bool Counts(RunManifest manifest) => Program is null || manifest.Program == Program;

    public RunFolder FolderOf(ExperimentSpec spec) => RunFolder.Of(Folder, spec, Assignment);

    /// <summary>
    /// Every run of an experiment that counts, with the settings asked for or else the profile's, by seed.
    /// </summary>
    /// <param name="profile">One of the assignment's.</param>
    /// <param name="experiment"><c>rnn.as-written</c>.</param>
    /// <exception cref="ReproException">A file of a finished run is damaged (exit code 3).</exception>
    public IReadOnlyList<RunResult> Of(string profile, string experiment)
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
