using Repro.Locking;
using Repro.Testing;

namespace Repro.Tests.Locking;

public sealed class CoreSharesTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly ToyLocks locks = new();

    public void Dispose()
    {
        temp.Dispose();
        locks.Dispose();
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 2, 2, 1)]
    [InlineData(2, 8)]
    public async Task No_more_threads_than_cores_are_at_work(int cores, params int[] threads)
    {
        var (busy, most, done) = (0, 0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var needed = Math.Min(threads[i % threads.Length], cores);
                        using var taken = Shares(cores, TimeSpan.FromMinutes(1)).Take(threads[i % threads.Length]);
                        var now = Interlocked.Add(ref busy, needed);
                        lock (temp)
                            most = Math.Max(most, now);
                        await Task.Delay(3);
                        Interlocked.Add(ref busy, -needed);
                        Interlocked.Increment(ref done);
                    })
                )
        );
        done.Should().Be(12);
        most.Should().BeLessThanOrEqualTo(cores);
        Directory.GetFiles(temp.Root, "*.lock").Should().BeEmpty("all were given back");
    }

    [Fact]
    public void A_training_that_waited_long_enough_begins_beside_the_others()
    {
        using var first = Shares(cores: 2, TimeSpan.FromMinutes(1)).Take(2);
        using (Shares(cores: 2, TimeSpan.FromMilliseconds(50)).Take(1))
            locks.Said.Should().Contain(said => said != null && said.Contains(": 1 of 2 cores are for its threads; "));
        Directory.GetFiles(temp.Root, "core-*.lock").Should().HaveCount(2, "the first one still has them");
    }

    private CoreShares Shares(int cores, TimeSpan limit) =>
        new(locks.OfPatient(), temp.Root, cores, limit, TimeProvider.System);
}
