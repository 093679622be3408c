using Repro.Locking;
using Repro.Testing;

namespace Repro.Tests.Locking;

public class LocksTests
{
    [Fact]
    public async Task A_lock_that_is_given_back_while_another_asks_for_it_is_never_taken_for_one_that_cannot_be_written()
    {
        using var locks = new ToyLocks();
        var (holders, most) = (0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        for (var i = 0; i < 50; i++)
                        {
                            using var taken = locks.OfPatient().Take(locks.Path, "the run");
                            most = Math.Max(most, Interlocked.Increment(ref holders));
                            Interlocked.Decrement(ref holders);
                        }
                    })
                )
        );
        most.Should().Be(1);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\0')]
    public void However_long_a_command_is_its_lock_can_be_read(char letter)
    {
        using var temp = new TempFolder();
        var locks = new Locks(
            Machine.Current(),
            new string(letter, 1 << 20),
            new LockTimes(TimeSpan.FromSeconds(1)),
            TimeProvider.System,
            _ => { }
        );
        using (locks.Take(temp.At("run.lock"), "the run"))
            LockOwner.Read(temp.At("run.lock"))!.Command.Should().Be(new string(letter, 1_000));
        File.Exists(temp.At("run.lock")).Should().BeFalse("it knows its own lock again, and takes it away");
    }
}
