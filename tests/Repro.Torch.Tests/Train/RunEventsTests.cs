using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Train;

namespace Repro.Torch.Tests.Train;

public class RunEventsTests
{
    private readonly ManualClock clock = new();
    private readonly List<RunEvent> heard = [];

    [Fact]
    public void Batches_are_reported_four_times_a_second_and_the_last_always()
    {
        var events = new RunEvents(clock, heard.Add);
        for (var batch = 1; batch <= 20; batch++)
        {
            events.PublishBatch(RunEventKind.Training, batch, 20, e => e with { TrainLoss = batch });
            clock.Elapsed += TimeSpan.FromMilliseconds(50);
        }

        heard.Select(e => e.Batch).Should().Equal(1, 6, 11, 16, 20);
        heard.Should().OnlyContain(e => e.Batches == 20 && e.TrainLoss == e.Batch);
        heard[1].Time.Should().Be(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 250, TimeSpan.Zero));
    }

    [Fact]
    public void Other_events_are_reported_at_once()
    {
        var events = new RunEvents(clock, heard.Add);
        events.Publish(RunEventKind.Started);
        events.Publish(RunEventKind.Failed, e => e with { Message = "why" });
        heard
            .Select(e => (e.Kind, e.Message))
            .Should()
            .Equal((RunEventKind.Started, null), (RunEventKind.Failed, "why"));
    }
}
