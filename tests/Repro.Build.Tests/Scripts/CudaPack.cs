using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

/// <summary>
/// The scripts of <c>build/Cuda</c> with stand-ins for everything they call: dotnet, cake.sh, the program, python with
/// PyTorch.
/// </summary>
internal sealed class CudaPack : IDisposable
{
    // Writes down the arguments behind the program and the request; trains by leaving the run's files; ends with 9
    // where $FAIL_AT is asked for.
    private const string FakeProgram = """
        name=$(basename "$REPRO_REQUEST" .json)
        shift
        echo "$name $*" | sed 's/ $//' >> "$FAKE_LOG"
        [ "$name" = "$FAIL_AT" ] && exit 9
        [ "$name" = "$SLEEP_AT" ] && sleep 60
        case $1 in
            "") run=$(sed -n 's/.*"runs":"\([^"]*\)".*/\1/p' "$REPRO_REQUEST")/$name/seed-1; mkdir -p "$run"; echo '{}' > "$run/complete.json"; echo w > "$run/weights.bin" ;;
            agree) echo "table of $name" > "$2" ;;
            steps) mkdir -p "$2" ;;
        esac
        """;

    private const string FakePython = """
        case "$*" in
            "-m tarfile -e"*) mkdir -p "$5"; tar -xf "$4" -C "$5" ;;
            *side_by_side.py*) echo "python $2" >> "$FAKE_LOG"; echo table > "$2" ;;
            *) echo PyTorch ;;
        esac
        """;

    // 'build' leaves the program; --list-runtimes names a folder with a runtime in it.
    private const string FakeDotnet = """
        if [ "$1" = build ]; then
            app=$FAKE_ROOT/artifacts/build/portable/bin/Repro.Reproduction/debug
            mkdir -p "$app"
            for file in Repro.Reproduction.dll Repro.pdb Repro.xml libLibTorchSharp.so libtorch.path; do echo "$file" > "$app/$file"; done
        else
            echo "Microsoft.AspNetCore.App 10.0.1 [$FAKE_ROOT/sdk/shared/Microsoft.AspNetCore.App]"
            echo "Microsoft.NETCore.App 9.0.1 [$FAKE_ROOT/sdk/shared/Microsoft.NETCore.App]"
            echo "Microsoft.NETCore.App 10.0.1 [$FAKE_ROOT/sdk/shared/Microsoft.NETCore.App]"
        fi
        """;

    private const string FakeCake = """
        mkdir -p "$REPRO_CACHE/prepared" "$REPRO_CACHE/archives"
        for file in prepared/1.corpus prepared/2.vectors archives/glove.zip; do [ "$file" = "$CAKE_LACKS" ] || echo "$file" > "$REPRO_CACHE/$file"; done
        """;

    public CudaPack()
    {
        foreach (var name in (string[])["pack.sh", "run.sh", "collect.sh", "side_by_side.py"])
            Folder.Write(
                $"build/Cuda/{name}",
                File.ReadAllText(Path.Combine(BuildFacts.RepoRoot, "build", "Cuda", name))
            );
        Folder.Write("baselines/tolerances.json", "{}");
        Folder.WriteProgram("cake.sh", FakeCake);
        Folder.WriteProgram("bin/dotnet", FakeDotnet);
        Folder.WriteProgram("bin/python3", FakePython);
        Folder.WriteProgram("bin/nvidia-smi", "echo GPU");
        Folder.WriteProgram("sdk/dotnet", FakeProgram);
        Folder.Write("sdk/host/fxr/10.0.1/libhostfxr.so", "");
        Folder.Write("sdk/shared/Microsoft.NETCore.App/10.0.1/System.Runtime.dll", "");
        Folder.Write("sdk/shared/Microsoft.NETCore.App/10.0.1/libmscordbi.so", "");
        Environment["PATH"] = Folder.In("bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");
        Environment["FAKE_LOG"] = Folder.In("calls");
        Environment["FAKE_ROOT"] = Folder.Root;
        Environment["WORK"] = Folder.In("work");
        Environment["OUT"] = Folder.In("out");
        Environment["REPRO_LIBTORCH"] = Folder.In("torch");
    }

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string?> Environment { get; } = new() { ["PackageSet"] = null };

    public ProgramRun Pack() => Script("build/Cuda/pack.sh");

    public ProgramRun Run() => Script("artifacts/cuda/run.sh");

    public ProgramRun Collect() => Script("build/Cuda/collect.sh", Folder.In("out", "results.tar.gz"));

    /// <summary>What the program and side_by_side.py were asked for since the last look.</summary>
    public List<string> Calls()
    {
        List<string> calls = File.Exists(Folder.In("calls")) ? [.. File.ReadAllLines(Folder.In("calls"))] : [];
        File.Delete(Folder.In("calls"));
        return calls;
    }

    public void Dispose() => Folder.Dispose();

    private ProgramRun Script(string path, params string[] args)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the pack is for linux-x64");
        return ProgramRun.Start("bash", [Folder.In(path), .. args], Path.GetTempPath(), Environment);
    }
}
