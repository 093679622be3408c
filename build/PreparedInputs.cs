using Repro;
using Repro.Files;
using Repro.Runs;

namespace ReproBuild;

/// <summary>
/// What the task Prepare loaded the last time. A stage that is run alone (<c>--exclusive</c>) knows by it which runs
/// are of these inputs, and loads none.
/// </summary>
/// <param name="Program"><see cref="ProgramDigest"/> of what loaded them: another program may prepare the same names
/// otherwise.</param>
/// <param name="Inputs">What it loaded.</param>
public sealed record PreparedInputs(string Program, EquatableList<LoadedInputs> Inputs)
{
    public static void Write(string path, string program, IEnumerable<LoadedInputs> inputs) =>
        SafeFile.WriteJson(path, new PreparedInputs(program, [.. inputs]));

    /// <param name="path">Of the file.</param>
    /// <param name="program">The program at hand.</param>
    /// <returns>None where nothing was written, it cannot be read, or another program wrote it.</returns>
    public static IReadOnlyList<LoadedInputs> Read(string path, string program) =>
        SafeFile.TryReadJson<PreparedInputs>(path, out _) is { } prepared && prepared.Program == program
            ? prepared.Inputs
            : [];
}
