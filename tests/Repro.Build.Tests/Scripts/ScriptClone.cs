using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

/// <summary>
/// The real scripts beside a stub of the build project, in a path with a space, with stand-ins for dotnet and
/// nvidia-smi.
/// </summary>
public sealed class ScriptClone : IDisposable
{
    // Writes down the call; 'build' leaves the program, and the program ends with $PROGRAM_EXIT.
    private const string FakeDotnet = """
        { echo "call backend=$TorchBackend"; printf '%s\n' "$@"; } >> "$FAKE_LOG"
        if [ "$1" = build ]; then
            if [ "${BUILD_EXIT:-0}" -ne 0 ]; then echo "error CS0001: does not compile"; exit "$BUILD_EXIT"; fi
            mkdir -p "$FAKE_ROOT/artifacts/cake/portable" && touch "$FAKE_ROOT/artifacts/cake/portable/Build.dll"
            exit 0
        fi
        exit ${PROGRAM_EXIT:-0}
        """;

    public ScriptClone()
    {
        foreach (var name in (string[])["cake.sh", "cake.ps1", "global.json", "Directory.Build.props"])
            Folder.Write(name, File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, name)));
        Folder.Write("build/Build.csproj", "<Project />");
        Folder.Write("src/Repro/Repro.cs", "");
        Folder.WriteProgram("bin/dotnet", FakeDotnet);
        HasGpu(false);
        Environment["PATH"] = Folder.In("bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");
        Environment["FAKE_LOG"] = Folder.In("calls");
        Environment["FAKE_ROOT"] = Folder.Root;
    }

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string?> Environment { get; } =
        new()
        {
            ["TorchBackend"] = null,
            ["PackageSet"] = null,
            ["BUILD_EXIT"] = null,
            ["PROGRAM_EXIT"] = null,
        };

    public string Program => Path.Combine(Folder.Root, "artifacts/cake/portable/Build.dll");

    public void HasGpu(bool answers) =>
        Folder.WriteProgram("bin/nvidia-smi", answers ? "echo GPU\n" : "echo 'no driver' >&2; exit 9\n");

    /// <summary>Every call of dotnet since the last look: its backend and its arguments.</summary>
    public List<string[]> Calls()
    {
        var text = File.Exists(Folder.In("calls")) ? File.ReadAllText(Folder.In("calls")) : "";
        File.Delete(Folder.In("calls"));
        return [.. text.Split("call ", StringSplitOptions.RemoveEmptyEntries).Select(call => call[..^1].Split('\n'))];
    }

    public void Dispose() => Folder.Dispose();
}
