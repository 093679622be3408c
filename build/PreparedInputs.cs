using Repro;
using Repro.Files;
using Repro.Runs;

namespace ReproBuild;

/// <summary>
/// The inputs that the task Prepare last loaded. With it, a stage that is run alone (<c>--exclusive</c>) can tell which
/// runs have these inputs without loading them.
/// </summary>
/// <param name="Program"><see cref="ProgramDigest"/> of the program that loaded them: another program may prepare the
/// same names differently.</param>
/// <param name="Inputs">The loaded inputs.</param>
public sealed record PreparedInputs(string Program, EquatableList<LoadedInputs> Inputs)
{
    public static void Write(string path, string program, IEnumerable<LoadedInputs> inputs) =>
        SafeFile.WriteJson(path, new PreparedInputs(program, [.. inputs]));

    /// <param name="path">Path of the file.</param>
    /// <param name="program">Digest of the current program.</param>
    /// <returns>Empty if the file is missing or unreadable, or another program wrote it.</returns>
    public static IReadOnlyList<LoadedInputs> Read(string path, string program) =>
        SafeFile.TryReadJson<PreparedInputs>(path, out _) is { } prepared && prepared.Program == program
            ? prepared.Inputs
            : [];
}
