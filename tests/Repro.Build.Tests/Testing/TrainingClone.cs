using System.Diagnostics;
using Repro.Experiments;
using Repro.Locking;
using Repro.Requests;
using Repro.Runs;

namespace Repro.Build.Tests.Testing;

/// <summary>
/// A clone in which the built program starts the real fixtures with the real test runner: on few reviews for so many
/// epochs that there is time to do them harm.
/// </summary>
public sealed class TrainingClone : IDisposable
{
    private const string RealDotnet = """
        for arg do
            shift
            case $arg in */Repro.Reproduction.dll) arg=$REPRO_TEST_REAL_FIXTURES;; esac
            set -- "$@" "$arg"
        done
        unset DOTNET_HOST_PATH
        exec "$REPRO_TEST_REAL_DOTNET" "$@"
        """;

    private const string DotnetTest = """
        unset DOTNET_HOST_PATH
        exec "$REPRO_TEST_REAL_DOTNET" test "$REPRO_TEST_REAL_FIXTURES" --filter 'stage=train&model=cnn&protocol=corrected'
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5),
        Poll = TimeSpan.FromMilliseconds(20);

    private readonly BuiltClone clone = new();
    private readonly string[] settings;

    /// <param name="epochs">As many are trained.</param>
    /// <param name="byDotnetTest">Whether <c>dotnet test</c> stands between the build and the runner, as it does where
    /// a person starts the fixtures.</param>
    public TrainingClone(int epochs = 40, bool byDotnetTest = false)
    {
        clone.Folder.WriteProgram("bin/dotnet", byDotnetTest ? DotnetTest : RealDotnet);
        clone.Environment["REPRO_TEST_REAL_FIXTURES"] = BuildFacts.Reproduction;
        clone.Environment["REPRO_TEST_REAL_DOTNET"] = System.Environment.ProcessPath;
        clone.Environment["REPRO_CACHE"] = clone.Folder.In("cache");
        settings =
        [
            $"training.max-epochs={epochs}",
            "training.patience=100",
            "attribution.steps=20",
            "corpus.training-reviews=600",
            "corpus.test-reviews=100",
        ];
        Arguments =
        [
            "--target=Train",
            "--exclusive",
            "--only=cnn.corrected",
            .. settings.Select(setting => "--set=" + setting),
        ];
    }

    public string[] Arguments { get; }

    /// <summary>Given to the build, and so to the fixtures.</summary>
    public Dictionary<string, string?> Environment => clone.Environment;

    public RunFolder Run
    {
        get
        {
            var request = (
                ReproRequest.Default(clone.Folder.Root, _ => null) with
                {
                    Overrides = [.. settings],
                }
            ).Resolve();
            return request.FolderOf(request.Find(ModelKind.Cnn, ProtocolKind.Corrected));
        }
    }

    /// <summary>The notes of fixtures that wait.</summary>
    public IEnumerable<string> Waiting =>
        Directory.EnumerateFiles(clone.Folder.In("artifacts", "requests"), "*.waiting");

    public Process Start(params string[] more) => clone.Start([.. Arguments, .. more]);

    /// <summary>Another target in the place of Train.</summary>
    public ProgramRun RunInstead(string target)
    {
        using var process = clone.Start([$"--target={target}", .. Arguments.Skip(1)]);
        return ProgramRun.End(process, Patience);
    }

    public ProgramRun RunToEnd(params string[] more)
    {
        using var process = Start(more);
        return ProgramRun.End(process, Patience);
    }

    /// <summary>Waits for the training to have finished an epoch and to be amid another.</summary>
    /// <returns>Id of the process that trains.</returns>
    public async Task<int> TrainsAsync(Process program)
    {
        await UntilAsync(
            () =>
                program.HasExited
                || (
                    RunEventLog.Read(Run.Events).Any(e => e.Kind == RunEventKind.EpochFinished)
                    && File.Exists(Path.Combine(Run.Checkpoint, "epochs.json"))
                ),
            "an epoch is finished"
        );
        program.HasExited.Should().BeFalse("it is to train on");
        return LockOwner.Read(Run.Lock)!.Pid;
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not within {Patience}: {what}.");
            await Task.Delay(Poll);
        }
    }

    /// <summary>Waits for a process to have ended.</summary>
    public static Task GoneAsync(int pid) =>
        UntilAsync(() => Machine.Current().StartOf(pid) is null, $"process {pid} has ended");

    public static void Signal(string signal, int pid)
    {
        using var kill = Process.Start(
            "kill",
            ["-" + signal, pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }

    public void Dispose() => clone.Dispose();
}
