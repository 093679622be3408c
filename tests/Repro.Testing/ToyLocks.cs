using Repro.Files;
using Repro.Locking;

namespace Repro.Testing;

/// <summary>
/// Machines with invented processes beside this one, and locks in a separate folder with short timeouts.
/// </summary>
internal sealed class ToyLocks : IDisposable
{
    private static readonly LockTimes Times = new(TimeSpan.FromMilliseconds(500))
    {
        Poll = TimeSpan.FromMilliseconds(5),
        Beat = TimeSpan.FromMilliseconds(20),
        Silence = TimeSpan.FromMilliseconds(150),
    };

    private readonly TempFolder temp = new();

    public string Path => temp.At("run.lock");

    /// <summary>What was said by any process: a waiting, or null for its end.</summary>
    public List<string?> Said { get; } = [];

    public static Machine Here { get; } = Machine.Current();

    /// <summary>A machine of another name on which this process runs, too.</summary>
    public static Machine Elsewhere { get; } = Here with { Host = "elsewhere" };

    public Locks Of(Machine machine, TimeProvider? clock = null, LockTimes? times = null) =>
        new(machine, "./cake.sh --target=Train", times ?? Times, clock ?? TimeProvider.System, Publish);

    /// <summary>Of this process, which waits as long as it takes.</summary>
    public Locks OfPatient() =>
        Of(Here, times: new LockTimes(TimeSpan.FromMinutes(2)) { Poll = TimeSpan.FromMilliseconds(1) });

    /// <summary>A lock left by an owner outside this process.</summary>
    public void Leave(Func<LockOwner, LockOwner> owner) =>
        SafeFile.WriteJson(
            Path,
            owner(
                Here.Owner("./cake.sh --seed=7") with
                {
                    Token = "left",
                    Since = new(2026, 11, 25, 12, 30, 0, TimeSpan.Zero),
                }
            )
        );

    /// <summary>Takes and holds the lock.</summary>
    public void ShouldBeTakenBy(Machine machine)
    {
        using var taken = Of(machine).Take(Path, "the run");
        LockOwner
            .Read(Path)
            .Should()
            .NotBeNull()
            .And.Match<LockOwner>(owner =>
                owner.Pid == Environment.ProcessId && owner.Host == machine.Host && owner.Token != "left"
            );
        FluentActions.Invoking(() => Of(Here).Take(Path, "the run")).Should().Throw<ReproException>();
    }

    public void Dispose() => temp.Dispose();

    private void Publish(string? text)
    {
        lock (Said)
            Said.Add(text);
    }
}
