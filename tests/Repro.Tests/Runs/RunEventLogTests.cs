using Repro.Runs;

namespace Repro.Tests.Runs;

public sealed class RunEventLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("run-events").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Events_are_read_back_in_order_while_the_log_is_still_open()
    {
        var path = Path.Combine(folder, "events.jsonl");
        using var log = new RunEventLog(path);
        log.Add(Event(RunEventKind.Started));
        log.Add(Event(RunEventKind.Failed, "line\nbreak"));
        RunEventLog
            .Read(path)
            .Select(e => (e.Kind, e.Message))
            .Should()
            .Equal((RunEventKind.Started, null), (RunEventKind.Failed, "line\nbreak"));
    }

    [Fact]
    public void A_line_that_was_cut_off_is_passed_over()
    {
        var path = Path.Combine(folder, "events.jsonl");
        using (var log = new RunEventLog(path))
            log.Add(Event(RunEventKind.Started));
        File.AppendAllText(path, "{\"time\":\"2026-01");
        RunEventLog.Read(path).Should().ContainSingle();
    }

    [Fact]
    public void A_missing_log_has_no_events() =>
        RunEventLog.Read(Path.Combine(folder, "none.jsonl")).Should().BeEmpty();

    [Theory]
    [InlineData("x", 2_000)]
    [InlineData("\0", 2_000)]
    [InlineData("\U0001F600", 1_999)]
    public void Of_a_message_no_more_is_written_than_is_read(string text, int kept)
    {
        var path = Path.Combine(folder, "events.jsonl");
        var message = string.Concat(Enumerable.Repeat(text, 100_000));
        using (var log = new RunEventLog(path))
        {
            log.Add(Event(RunEventKind.Failed, message));
            log.Add(Event(RunEventKind.Failed, message[..RunEventLog.LongestMessage]));
        }

        var told = RunEventLog.Read(path).Select(e => e.Message!).ToList();
        told.Should().HaveCount(2);
        told[0].Should().HaveLength(kept).And.Be(message[..(kept - 1)] + "…");
        told[1].Should().Be(message[..RunEventLog.LongestMessage], "it is as long as a message may be");
        File.ReadAllBytes(path).Length.Should().BeLessThan(2 * RunEventLog.LongestLine);
    }

    private static RunEvent Event(RunEventKind kind, string? message = null) =>
        new()
        {
            Time = DateTimeOffset.UnixEpoch,
            Kind = kind,
            Message = message,
        };
}
