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
}
