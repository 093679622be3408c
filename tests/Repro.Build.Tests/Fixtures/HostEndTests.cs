using Repro.Build.Tests.Testing;
using ReproBuild.Fixtures;

namespace Repro.Build.Tests.Fixtures;

public sealed class HostEndTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        137,
        0,
        "ended by SIGKILL (exit code 137); likely cause: a user ended it, or a limit of the machine or its "
            + "container was exceeded"
    )]
    [InlineData(
        137,
        1,
        "ended by SIGKILL (exit code 137); likely cause: out of memory: the kernel killed 1 process meanwhile"
    )]
    [InlineData(
        137,
        2,
        "ended by SIGKILL (exit code 137); likely cause: out of memory: the kernel killed 2 processes meanwhile"
    )]
    [InlineData(139, 1, "ended by SIGSEGV (exit code 139); likely cause: a fault in native code")]
    [InlineData(-1073741819, 0, "ended with exit code -1073741819; likely cause: see the log")]
    public void The_hosts_own_exit_code_names_signal_and_cause(int code, int outOfMemory, string text)
    {
        folder.Write(
            "errors.log",
            "TpTrace Error: 0 : TestHostManagerCallbacks.ExitCallBack: Testhost processId: 4711 exited with "
                + $"exitcode: {code} error: ''"
        );
        HostEnd.Read(1, folder.Root)!.Text(outOfMemory).Should().Be(text);
    }

    [Fact]
    public void The_runners_end_is_the_hosts_too() =>
        HostEnd.Read(143, folder.In("nowhere"))!.Text(0).Should().StartWith("ended by SIGTERM (exit code 143)");

    [Fact]
    public void Tests_that_fail_or_pass_are_no_end_of_the_host()
    {
        folder.Write("errors.log", "nothing of note");
        HostEnd.Read(1, folder.Root).Should().BeNull();
        HostEnd.Read(1, folder.In("nowhere")).Should().BeNull();
        HostEnd.Read(0, folder.Root).Should().BeNull();
    }
}
