using System.Text.Json;
using Repro.Build.Tests.Testing;
using Repro.Files;
using Repro.Runs;
using ReproBuild.Progress;

namespace Repro.Build.Tests.Progress;

public sealed class EventTailTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();
    private readonly string path;
    private readonly EventTail tail;

    public EventTailTests()
    {
        path = folder.In("events.jsonl");
        tail = new EventTail(path, Start);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_event_is_reported_once_and_half_a_line_waits_for_its_end()
    {
        tail.Read().Should().BeEmpty("there is no file yet");
        var line = Line(2);
        folder.Write("events.jsonl", Line(1) + line[..20]);
        tail.Read().Select(e => e.Epoch).Should().Equal(1);
        File.AppendAllText(path, line[20..] + Line(3));
        tail.Read().Select(e => e.Epoch).Should().Equal(2, 3);
        tail.Read().Should().BeEmpty();
    }

    [Fact]
    public void Events_of_an_earlier_run_and_lines_that_are_none_are_passed_over()
    {
        folder.Write("events.jsonl", Line(1, Start.AddSeconds(-1)) + "{\"kind\":\"no such\"}\n" + Line(2));
        tail.Read().Select(e => e.Epoch).Should().Equal(2);
    }

    [Fact]
    public void A_recreated_file_is_read_from_its_beginning()
    {
        folder.Write("events.jsonl", Line(1) + Line(2));
        tail.Read().Should().HaveCount(2);
        folder.Write("events.jsonl", Line(7));
        tail.Read().Select(e => e.Epoch).Should().Equal(7);
    }

    [Theory]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"time\":1e999,\"kind\":\"training\"}")]
    [InlineData("{\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"training\",\"epoch\":99999999999}")]
    [InlineData("{\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"training\",\"kind\":\"failed\"}")]
    [InlineData("{\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"failed\",\"message\":\"\\ud800\"}")]
    [InlineData("\0\0\0")]
    [InlineData("null")]
    public void A_hostile_line_is_passed_over(string line)
    {
        folder.Write("events.jsonl", line + "\n" + Line(3));
        tail.Read().Select(e => e.Epoch).Should().Equal(3);
    }

    [Fact]
    public void A_line_without_end_is_read_in_pieces_and_passed_over()
    {
        folder.Write("events.jsonl", "");
        using (var sparse = new FileStream(path, FileMode.Open))
            sparse.SetLength((32 << 20) - 1);
        File.AppendAllText(path, "\n" + Line(3));
        tail.Read().Should().BeEmpty();
        tail.Read().Should().BeEmpty();
        tail.Read().Select(e => e.Epoch).Should().Equal(3);
    }

    [Fact]
    public void The_longest_event_that_is_written_is_read()
    {
        using (var log = new RunEventLog(path))
            log.Add(
                new RunEvent
                {
                    Time = Start,
                    Kind = RunEventKind.Failed,
                    Message = new string('\0', 1 << 20),
                }
            );
        var written = File.ReadAllText(path);
        File.WriteAllText(path, written[..^1]);
        tail.Read().Should().BeEmpty("its end is not there yet");
        File.WriteAllText(path, written + Line(3));
        tail.Read().Select(e => e.Epoch).Should().Equal(null, 3);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    public void What_is_longer_than_any_event_is_passed_over_before_its_end_is_there(int tooLong, int first)
    {
        folder.Write("events.jsonl", new string('x', RunEventLog.LongestLine + tooLong));
        tail.Read().Should().BeEmpty();
        File.AppendAllText(path, Line(3) + Line(4));
        tail.Read()[0].Epoch.Should().Be(first, "what is no longer than an event is still waited for");
    }

    [Fact]
    public void A_file_longer_than_one_reading_is_read_to_its_end()
    {
        var many = string.Concat(Enumerable.Repeat(Line(1), 1_000));
        var lines = 1_000 * ((17 << 20) / many.Length);
        folder.Write("events.jsonl", string.Concat(Enumerable.Repeat(many, lines / 1_000)) + Line(9));
        tail.ReadToEnd().Should().HaveCount(lines + 1).And.Subject.Last().Epoch.Should().Be(9);
    }

    private static string Line(int epoch, DateTimeOffset? time = null) =>
        JsonSerializer.Serialize(
            new RunEvent
            {
                Time = time ?? Start,
                Kind = RunEventKind.Training,
                Epoch = epoch,
            },
            Json.Canonical
        ) + "\n";
}
