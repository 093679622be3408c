using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

/// <summary>
/// The real scripts beside a stub of the build project, in a path with a space, with stand-ins for dotnet and
/// nvidia-smi.
/// </summary>
public sealed class ScriptClone : IDisposable
{
    // Writes down the call; 'build' leaves the program, and the program ends with $REPRO_TEST_PROGRAM_EXIT.
    private const string FakeDotnet = """
        env >> "$REPRO_TEST_FAKE_LOG.env"
        { echo "call backend=$TorchBackend"; printf '%s\n' "$@"; } >> "$REPRO_TEST_FAKE_LOG"
        if [ "$1" = build ]; then
            if [ "${REPRO_TEST_BUILD_EXIT:-0}" -ne 0 ]; then echo "error CS0001: does not compile"; exit "$REPRO_TEST_BUILD_EXIT"; fi
            mkdir -p "$REPRO_TEST_FAKE_ROOT/artifacts/cake/portable" && touch "$REPRO_TEST_FAKE_ROOT/artifacts/cake/portable/Build.dll"
            exit 0
        fi
        exit ${REPRO_TEST_PROGRAM_EXIT:-0}
        """;

    public ScriptClone()
    {
        foreach (var name in (string[])["cake.sh", "cake.ps1", "global.json", "Directory.Build.props"])
            Folder.Write(name, File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, name)));
        Folder.Write("build/Build.csproj", "<Project />");
        Folder.Write(
            "build/environment.txt",
            File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, "build", "environment.txt"))
        );
        Folder.Write("src/Repro/Repro.cs", "one");
        Folder.WriteProgram("bin/dotnet", FakeDotnet);
        HasGpu(false);
        Environment["PATH"] = Folder.In("bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");
        Environment["HOME"] = Environment["TMPDIR"] = Folder.In("bin");
        Environment["REPRO_TEST_FAKE_LOG"] = Folder.In("calls");
        Environment["REPRO_TEST_FAKE_ROOT"] = Folder.Root;
        foreach (var name in HandedOn)
            Environment[name] = "planted";
    }

    /// <summary>A variable of each family that the list names.</summary>
    public IReadOnlyList<string> HandedOn { get; } =
    [
        .. File.ReadLines(Path.Combine(BuildFacts.RepoRoot, "build", "environment.txt"))
            .Where(line => line.EndsWith('*'))
            .Select(line => line[..^1] + "PLANTED"),
    ];

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string?> Environment { get; } =
        new()
        {
            ["TorchBackend"] = null,
            ["PackageSet"] = null,
            ["Configuration"] = "Release",
            ["PLATFORM"] = "planted",
            ["VSTestTestCaseFilter"] = "planted\nPATH=planted",
            ["LANGUAGE"] = "en",
            ["with-a-dash"] = "planted",
            ["ONEDNN_MAX_CPU_ISA"] = "AVX2",
            ["http_proxy"] = "http://proxy",
            ["REPRO_TEST_BUILD_EXIT"] = null,
            ["REPRO_TEST_PROGRAM_EXIT"] = null,
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

    /// <summary>What dotnet saw of the environment, in every call.</summary>
    public IReadOnlyList<string> Seen() => File.ReadAllLines(Folder.In("calls.env"));

    /// <summary>Puts other content into a source, older than everything that was built.</summary>
    public void Edit(string content) =>
        File.SetLastWriteTimeUtc(
            Folder.Write("src/Repro/Repro.cs", content),
            new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );

    public void Dispose() => Folder.Dispose();
}
