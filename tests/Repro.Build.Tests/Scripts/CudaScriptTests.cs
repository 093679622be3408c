using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Scripts;

/// <summary>
/// What build/Cuda does but for the GPU: what is packed, in which order it runs, how it goes on, what it brings back.
/// </summary>
public sealed class CudaScriptTests : IDisposable
{
    private static readonly string[] Experiments =
    [
        "imdb.cnn-glove.as-written",
        "imdb.cnn-glove.corrected",
        "imdb.cnn.as-written",
        "imdb.cnn.corrected",
        "imdb.rnn.as-written",
        "imdb.rnn.corrected",
    ];

    private readonly CudaPack pack = new();

    public void Dispose() => pack.Dispose();

    [SkippableFact]
    public void The_pack_holds_program_runtime_inputs_and_baselines_but_no_libtorch_and_no_archives()
    {
        Succeed(pack.Pack());
        File.ReadAllLines(pack.Folder.In("artifacts", "cuda", "contents.txt"))
            .Should()
            .Equal(
                "app/Repro.Reproduction.dll",
                "app/libLibTorchSharp.so",
                "baselines/tolerances.json",
                "cache/prepared/1.corpus",
                "cache/prepared/2.vectors",
                "commit",
                "dotnet/dotnet",
                "dotnet/host/fxr/10.0.1/libhostfxr.so",
                "dotnet/shared/Microsoft.NETCore.App/10.0.1/System.Runtime.dll"
            );
        Directory
            .GetFiles(pack.Folder.In("artifacts", "cuda"))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("contents.txt", "repro-cuda.sha256", "repro-cuda.tar.xz", "run.sh", "side_by_side.py");
    }

    [SkippableFact]
    public void A_pack_above_the_limit_fails_and_says_how_large_it_is()
    {
        pack.Environment["PACK_LIMIT"] = "1000";
        var run = pack.Pack();
        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex("pack: [0-9]+ bytes are above the limit of 1000");
    }

    [SkippableFact]
    public void A_pack_without_vectors_is_refused()
    {
        pack.Environment["CAKE_LACKS"] = "prepared/2.vectors";
        var run = pack.Pack();
        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain("pack: no prepared vectors");
    }

    [SkippableFact]
    public void The_sample_goes_first_then_the_cheapest_experiments_then_PyTorch()
    {
        Succeed(pack.Pack());
        Succeed(pack.Run());
        var calls = pack.Calls();
        calls[..8]
            .Should()
            .Equal(
                "about about",
                "sample-cpu",
                "sample-device",
                "sample-device agree tables/1-sample.md",
                "sample-cpu steps steps/sample-cpu 20",
                "sample-device steps steps/sample-cuda 20",
                "python tables/2-sample-steps.md",
                Experiments[0]
            );
        calls[7..14].Should().Equal([.. Experiments, "about agree tables/3-imdb.md"]);
        calls[14..]
            .Should()
            .Equal(
                "imdb.cnn-glove steps steps/imdb-cnn-glove 60",
                "python tables/4-imdb-cnn-glove.md",
                "imdb.cnn steps steps/imdb-cnn 60",
                "python tables/4-imdb-cnn.md",
                "imdb.rnn steps steps/imdb-rnn 60",
                "python tables/4-imdb-rnn.md"
            );
        File.ReadAllText(pack.Folder.In("out", "summary.md"))
            .Should()
            .Contain("table of about")
            .And.Contain("imdb.rnn.corrected:");
    }

    [SkippableFact]
    public void A_further_call_continues_on_the_same_machine_and_on_another()
    {
        Succeed(pack.Pack());
        pack.Environment["FAIL_AT"] = Experiments[2];
        pack.Run().ExitCode.Should().Be(9);
        pack.Calls().Should().EndWith(Experiments[2]);

        pack.Environment["FAIL_AT"] = Experiments[3];
        pack.Run().ExitCode.Should().Be(9);
        pack.Calls().Should().Equal("about about", Experiments[2], Experiments[3]);

        Succeed(pack.Collect());
        Directory.Delete(pack.Folder.In("work"), recursive: true);
        pack.Environment["FAIL_AT"] = Experiments[4];
        pack.Run().ExitCode.Should().Be(9);
        pack.Calls().Should().Equal("about about", Experiments[3], Experiments[4]);
    }

    [SkippableFact]
    public void What_does_not_end_in_time_is_stopped_and_begun_again()
    {
        Succeed(pack.Pack());
        (pack.Environment["LIMIT"], pack.Environment["RESERVE"], pack.Environment["SLEEP_AT"]) = (
            "6",
            "1",
            "sample-cpu"
        );
        var run = pack.Run();
        run.ExitCode.Should().Be(75, run.Output + run.Error);
        run.Output.Should().Contain("Call again.");
        File.Exists(pack.Folder.In("work", "done", "sample.cpu")).Should().BeFalse();
        File.Exists(pack.Folder.In("out", "results.tar.gz")).Should().BeTrue();
    }

    [SkippableFact]
    public void A_damaged_pack_is_not_run()
    {
        Succeed(pack.Pack());
        File.AppendAllText(pack.Folder.In("artifacts", "cuda", "repro-cuda.tar.xz"), "x");
        pack.Run().ExitCode.Should().Be(3);
        pack.Calls().Should().BeEmpty();
    }

    [SkippableFact]
    public void Runs_come_back_without_weights_to_where_Accept_is_pointed()
    {
        Succeed(pack.Pack());
        Succeed(pack.Run());
        Succeed(pack.Collect());
        Directory
            .EnumerateFiles(pack.Folder.In("artifacts", "cuda", "runs"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .Distinct()
            .Should()
            .Equal("complete.json");
        Directory
            .GetDirectories(pack.Folder.In("artifacts", "cuda", "runs"))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo([.. Experiments, "sample-device"]);
    }

    [SkippableTheory]
    [InlineData("bash", "-n", "build/Cuda/pack.sh")]
    [InlineData("bash", "-n", "build/Cuda/run.sh")]
    [InlineData("bash", "-n", "build/Cuda/collect.sh")]
    [InlineData("python3", "-c", "import ast, sys; ast.parse(open('build/Cuda/side_by_side.py').read())")]
    public void A_script_is_without_slips_of_syntax(string program, string option, string argument)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
        Skip.IfNot(found, $"{program} is not installed");
        Succeed(ProgramRun.Start(program, [option, argument], BuildFacts.RepoRoot, new Dictionary<string, string?>()));
    }

    private static void Succeed(ProgramRun run) => run.ExitCode.Should().Be(0, run.Output + run.Error);
}
