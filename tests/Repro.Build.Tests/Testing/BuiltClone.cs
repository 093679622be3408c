using System.Diagnostics;
using System.Text.Json;
using Repro.Files;
using Repro.Verdicts.Compare;
using ReproBuild;

namespace Repro.Build.Tests.Testing;

/// <summary>
/// The built program in a clone of its own, and in the place of <c>dotnet</c> a script that does what the fixtures
/// would: it writes down its arguments and environment, sleeps <c>$REPRO_TEST_FAKE_SLEEP</c> seconds or until the
/// request is taken back, copies what lies in <c>stage-STAGE/</c> to <c>artifacts/</c>, and ends with
/// <c>$REPRO_TEST_FAKE_EXIT</c>.
/// </summary>
public sealed class BuiltClone : IDisposable
{
    private const string FakeDotnet = """
        printf '%s\n' "$@" >> "$REPRO_TEST_FAKE_LOG"
        env > "$REPRO_TEST_FAKE_LOG.env"
        stage=$(printf '%s ' "$@" | sed -n 's/.*stage=\([a-z]*\).*/\1/p')
        echo "fixtures of $stage ran"
        if [ -n "$REPRO_TEST_FAKE_SLEEP" ]; then touch "$REPRO_TEST_FAKE_LOG.sleeping"; fi
        while [ "${REPRO_TEST_FAKE_SLEEP:-0}" -gt 0 ] && [ -e "$REPRO_REQUEST" ]; do sleep 1; REPRO_TEST_FAKE_SLEEP=$((REPRO_TEST_FAKE_SLEEP - 1)); done
        [ -n "$REPRO_TEST_FAKE_SLEEP" ] && echo "$REPRO_TEST_FAKE_SLEEP" > "$REPRO_TEST_FAKE_LOG.left"
        if [ -d "stage-$stage" ]; then mkdir -p artifacts && cp -R "stage-$stage/." artifacts/; fi
        exit ${REPRO_TEST_FAKE_EXIT:-0}
        """;

    /// <summary>What <see cref="Repro.Verdicts.Baselines.LeastGate"/> asks for.</summary>
    private const string LeastTolerances = """
        { "tolerances": [ {
          "profile": "*", "experiment": "*", "quantity": "validation.loss.best", "better": "lower", "absolute": 0.1,
          "blocking": true, "spread": { "seeds": 5, "mean": 0.3, "sd": 0, "min": 0.3, "max": 0.3 }, "because": "a toy"
        } ] }
        """;

    public BuiltClone()
    {
        Folder.Write(
            "Repro.sln",
            "Microsoft Visual Studio Solution File, Format Version " + "12.00\nGlobal\nEndGlobal\n"
        ); // Built by the real dotnet.
        Folder.Write("baselines/tolerances.json", LeastTolerances);
        Folder.Write("baselines/notebook/claims.json", """{ "source": "toys", "profile": "imdb", "claims": [] }""");
        Folder.WriteProgram("bin/dotnet", FakeDotnet);
        foreach (
            var file in Directory.EnumerateFiles(BuildFacts.Program, "*", SearchOption.AllDirectories).Where(IsNeeded)
        )
            Copy(file);
        SetProgram("Repro.Data.dll");
    }

    public TempFolder Folder { get; } = new();

    /// <summary>Variables of the program's environment.</summary>
    public Dictionary<string, string?> Environment { get; } =
        new()
        {
            ["REPRO_DATA_MIRROR"] = null,
            ["REPRO_CACHE"] = null,
            ["TorchBackend"] = null,
            ["CI"] = null,
        };

    /// <summary>The arguments that <c>dotnet</c> was called with, one a line.</summary>
    public string[] Called => File.Exists(Folder.In("calls")) ? File.ReadAllLines(Folder.In("calls")) : [];

    private string ProgramFolder => Folder.In("artifacts", "cake");

    /// <summary>Digest of the program that the clone has built.</summary>
    public string Program =>
        ThisProgram.OfRuns(new RepoPaths(Folder.Root), new BuildSurroundings(_ => null, Folder.Root));

    /// <summary>Puts an assembly of the build's in the place of the one that trains.</summary>
    public void SetProgram(string assembly)
    {
        var built = Path.GetDirectoryName(
            new RepoPaths(Folder.Root).BuiltReproduction(new BuildSurroundings(_ => null, Folder.Root).BuildFolder)
        )!;
        Directory.CreateDirectory(built);
        File.Copy(Path.Combine(BuildFacts.Program, assembly), Path.Combine(built, "Repro.Torch.dll"), overwrite: true);
        File.WriteAllText(Path.Combine(built, "libLibTorchSharp.so"), "");
    }

    public ProgramRun Run(params string[] args)
    {
        using var process = Start(args);
        return ProgramRun.End(process);
    }

    public Process Start(params string[] args)
    {
        Environment["DOTNET_HOST_PATH"] = Folder.In("bin", "dotnet");
        Environment["REPRO_TEST_FAKE_LOG"] = Folder.In("calls");
        return Process.Start(
            ProgramRun.Info(
                System.Environment.ProcessPath!,
                [Path.Combine(ProgramFolder, "Build.dll"), .. args],
                Path.GetTempPath(),
                Environment
            )
        )!;
    }

    /// <summary>Lays out what a stage leaves: a file under <c>artifacts/</c>.</summary>
    public void Leave(string stage, string path, string text) =>
        Folder.Write(Path.Combine($"stage-{stage}", path), text);

    /// <summary>Lays out an experiment's verdict on one blocking quantity.</summary>
    public void LeaveVerdict(string experiment, Verdict verdict)
    {
        var comparison = new QuantityComparison(
            experiment,
            "test.f1.global",
            0.9,
            0.9,
            0.01,
            Blocking: true,
            verdict,
            "a test"
        );
        var file = new ExperimentVerdict("sample", experiment, 1234, "run", [comparison]);
        Leave("compare", $"verdicts/sample/{experiment}.json", JsonSerializer.Serialize(file, Json.Readable));
    }

    public void Dispose() => Folder.Dispose();

    private static bool IsNeeded(string file) => Path.GetExtension(file) is ".dll" or ".json";

    private void Copy(string file)
    {
        var copy = Path.Combine(ProgramFolder, Path.GetRelativePath(BuildFacts.Program, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }
}
