using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests.Native;

/// <summary>The step as the build runs it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_copy_is_whole_and_the_source_untouched()
    {
        var source = Source(new TinyElf().Bytes());
        var run = Run(source, folder.In("out", "lib.so"));
        run.ExitCode.Should().Be(0, run.Error);
        File.ReadAllBytes(source).Should().Equal(new TinyElf().Bytes());
        var copy = File.ReadAllBytes(folder.In("out", "lib.so"));
        copy.SequenceEqual(new TinyElf().Bytes())
            .Should()
            .Be(!run.Output.Contains("made weak", StringComparison.Ordinal), "a newer host needs no edit");
        Directory.GetFiles(folder.In("out")).Should().ContainSingle();
    }

    [SkippableFact]
    public void A_file_that_is_not_understood_is_refused_with_the_reason_and_no_copy()
    {
        var run = Run(Source([1, 2, 3]), folder.In("lib.so"));
        Skip.If(run.ExitCode == 0, "this host's libstdc++ is new enough: the file is only copied");
        run.ExitCode.Should().Be(3);
        run.Error.Should()
            .Contain("cannot be made to load on this host: it does not begin with an ELF header. Install libstdc++");
        File.Exists(folder.In("lib.so")).Should().BeFalse();
    }

    [Fact]
    public void Anything_but_two_arguments_is_a_fault_of_usage() =>
        Run("one").Should().Be(new ProgramRun(2, "", "Usage: Repro.Native SOURCE TARGET" + Environment.NewLine));

    private string Source(byte[] bytes)
    {
        var path = folder.Write("source.so", "");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static ProgramRun Run(params string[] args) =>
        ProgramRun.Start(
            Environment.ProcessPath!,
            [Path.Combine(AppContext.BaseDirectory, "Repro.Native.dll"), .. args],
            Path.GetTempPath(),
            new Dictionary<string, string?>()
        );
}
