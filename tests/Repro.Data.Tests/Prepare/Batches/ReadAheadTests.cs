using Repro.Data.Prepare.Batches;

namespace Repro.Data.Tests.Prepare.Batches;

public class ReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Elements_come_in_order_and_prepared()
    {
        var (prepared, read) = (new bool[1000], new List<int>());
        foreach (
            var element in ReadAhead.Start(
                Enumerable.Range(0, prepared.Length),
                element => Volatile.Write(ref prepared[element], true)
            )
        )
        {
            Volatile.Read(ref prepared[element]).Should().BeTrue();
            read.Add(element);
        }

        read.Should().Equal(Enumerable.Range(0, prepared.Length));
    }

    [Fact]
    public void The_next_is_made_while_one_is_in_use_and_none_further()
    {
        var (made, second) = (0, new ManualResetEventSlim());
        foreach (var element in ReadAhead.Start(Enumerable.Range(1, 4).Select(Make), _ => { }))
        {
            if (element == 1)
                second.Wait(Patience).Should().BeTrue();
            Volatile.Read(ref made).Should().BeInRange(element, element + 1);
        }

        int Make(int element)
        {
            Volatile.Write(ref made, element);
            if (element == 2)
                second.Set();
            return element;
        }
    }

    [Fact]
    public async Task Elements_are_made_ahead_even_if_the_pool_is_busy()
    {
        var makers = new List<(Thread Thread, bool IsOfPool)>();
        await Task.Run(() =>
            ReadAhead
                .Start(
                    Enumerable.Range(0, 9),
                    _ => makers.Add((Thread.CurrentThread, Thread.CurrentThread.IsThreadPoolThread))
                )
                .Count()
        );
        makers.Should().HaveCount(9);
        makers.Distinct().Should().ContainSingle("one thread makes them all");
        makers[0].IsOfPool.Should().BeFalse();
        makers[0].Thread.IsAlive.Should().BeFalse("it ends with the sequence");
    }

    [Fact]
    public void A_failure_is_thrown_where_its_element_is_requested()
    {
        var read = new List<int>();
        var reading = () =>
        {
            foreach (
                var element in ReadAhead.Start(
                    Enumerable.Range(0, 9),
                    element => ArgumentOutOfRangeException.ThrowIfEqual(element, 2)
                )
            )
                read.Add(element);
        };
        reading.Should().Throw<ArgumentOutOfRangeException>();
        read.Should().Equal(0, 1);
    }

    [Fact]
    public void Whoever_reads_no_further_finds_that_nothing_is_being_made_any_longer()
    {
        var (begun, busy) = (new ManualResetEventSlim(), false);
        foreach (var element in ReadAhead.Start(Enumerable.Range(0, 9), Prepare))
        {
            begun.Wait(Patience).Should().BeTrue();
            break;
        }

        Volatile.Read(ref busy).Should().BeFalse();

        void Prepare(int element)
        {
            if (element != 1)
                return;
            Volatile.Write(ref busy, true);
            begun.Set();
            Thread.Sleep(50);
            Volatile.Write(ref busy, false);
        }
    }
}
