using Repro;
using Repro.Files;
using Repro.Runs;

namespace ReproBuild;

/// <summary>
/// What the task Prepare loaded the last time. A stage that is run alone (<c>--exclusive</c>) knows by it which runs
/// are of these inputs, and loads none.
/// </summary>
/// <param name="Program">The build of Repro that loaded them: another one may prepare the same names otherwise.</param>
/// <param name="Inputs">What it loaded.</param>
public sealed record PreparedInputs(Guid Program, EquatableList<LoadedInputs> Inputs)
{
    private static Guid ThisProgram => typeof(LoadedInputs).Module.ModuleVersionId;

    public static void Write(string path, IEnumerable<LoadedInputs> inputs) =>
        SafeFile.WriteJson(path, new PreparedInputs(ThisProgram, [.. inputs]));

    /// <returns>None where nothing was written, it cannot be read, or another build wrote it.</returns>
    public static IReadOnlyList<LoadedInputs> Read(string path)
    {
        try
        {
            return
                File.Exists(path)
                && SafeFile.ReadJson<PreparedInputs>(path) is var prepared
                && prepared.Program == ThisProgram
                ? prepared.Inputs
                : [];
        }
        catch (ReproException)
        {
            return [];
        }
    }
}
