using Repro.Build.Tests.Testing;
using Repro.Files;
using Repro.Locking;

namespace Repro.Build.Tests.Faults;

/// <summary>The lock of <c>baselines/</c>, and what others have left there.</summary>
public sealed class AcceptFaultTests : IDisposable
{
    private readonly BuiltClone clone = new();

    private string Lock => clone.Folder.In("artifacts", "locks", "baselines.lock");

    public void Dispose() => clone.Dispose();

    [Theory]
    [InlineData("Accept")]
    [InlineData("Calibrate")]
    public void Two_runs_do_not_write_baselines_at_once_and_the_second_says_whom_it_waited_for(string target)
    {
        SafeFile.WriteJson(Lock, Machine.Current().Owner("./cake.sh --target=Accept"));
        clone.Folder.Write("baselines/accepting/notes.json", "half of an acceptance that goes on");
        var run = clone.Run(
            $"--target={target}",
            "--exclusive",
            "--only=cnn.corrected",
            "--reason=they are right",
            "--wait=0"
        );
        run.ExitCode.Should().Be(70, run.Output + run.Error);
        run.Error.Should()
            .Contain($"the baselines: in use by process {Environment.ProcessId} on ")
            .And.Contain("(./cake.sh --target=Accept) since ");
        File.Exists(clone.Folder.In("baselines", "accepting", "notes.json")).Should().BeTrue("it is the other one's");
        File.Exists(Lock).Should().BeTrue("so is this");
    }

    [Fact]
    public void Stale_lock_of_a_dead_process_is_taken_over_and_the_acceptance_that_was_interrupted_is_completed()
    {
        SafeFile.WriteJson(Lock, Machine.Current().Owner("./cake.sh --target=Accept") with { Pid = int.MaxValue });
        clone.Folder.Write("baselines/accepting/sample/notes.json", "accepted");
        var run = clone.Run("--target=Accept", "--only=cnn.corrected", "--reason=they are right", "--wait=0");
        run.Output.Should().Contain("An interrupted acceptance was completed.");
        run.ExitCode.Should().Be(6, "there are no new runs to accept: {0}", run.Error);
        File.ReadAllText(clone.Folder.In("baselines", "sample", "notes.json")).Should().Be("accepted");
        Directory.Exists(clone.Folder.In("baselines", "accepting")).Should().BeFalse();
        File.Exists(Lock).Should().BeFalse("it was given back");
    }
}
