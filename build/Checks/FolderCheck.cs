namespace ReproBuild.Checks;

/// <summary>Checks that all folders that stages write to are writable, by trying each.</summary>
public static class FolderCheck
{
    /// <summary>Checks the folders that every .NET SDK command writes to.</summary>
    /// <param name="temporary">The folder of temporary files.</param>
    /// <param name="home">The home folder.</param>
    /// <param name="writeFault">Why a folder is not writable, or null if it is.</param>
    public static IEnumerable<Check> FaultsOfSdk(string temporary, string home, Func<string, string?> writeFault) =>
        [
            .. Fault("TMPDIR", temporary, "Create it, name another in TMPDIR, or unset that.", writeFault),
            .. Fault("HOME", home, "Create it, or name another in HOME.", writeFault),
        ];

    /// <summary>Checks the other folders that stages write to.</summary>
    /// <param name="artifacts">The clone's folder of outputs.</param>
    /// <param name="runs">Folder of the run folders.</param>
    /// <param name="cache">The cache of downloads and prepared corpora.</param>
    /// <param name="writeFault">Why a folder is not writable, or null if it is.</param>
    public static IEnumerable<Check> FaultsOfStages(
        string artifacts,
        string runs,
        string cache,
        Func<string, string?> writeFault
    ) =>
        [
            .. Fault("artifacts", artifacts, "Make it a folder, or a link to one, that can be written to.", writeFault),
            .. Fault("runs", runs, "Name another folder with --runs=DIR.", writeFault),
            .. Fault("cache", cache, "Name another folder with REPRO_CACHE=DIR.", writeFault),
        ];

    /// <param name="faults">The faults found.</param>
    /// <returns>The faults, or a check that states there are none.</returns>
    public static IReadOnlyList<Check> Of(IEnumerable<Check> faults) =>
        faults.ToList() is { Count: > 0 } all
            ? all
            : [Check.Ok("folders", "home, temporary files, artifacts, runs and cache can be written to")];

    private static IEnumerable<Check> Fault(
        string subject,
        string folder,
        string remedy,
        Func<string, string?> writeFault
    ) =>
        writeFault(folder) is { } fault
            ? [Check.Problem($"folder, {subject}", $"{folder} cannot be written to: {fault}", remedy)]
            : [];
}
