using Repro.Build.Tests.Testing;
using ReproBuild.Fixtures;

namespace Repro.Build.Tests.Fixtures;

public sealed class SilenceWatchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Silence_for_the_limit_is_reported()
    {
        var silent = await new SilenceWatch([folder.In("events.jsonl")], Limit, TimeProvider.System).WatchAsync(
            Task.Delay(Timeout.Infinite)
        );
        silent.Should().BeGreaterThanOrEqualTo(Limit);
    }

    [Fact]
    public async Task An_end_or_a_file_that_changes_in_time_does_not_count_as_silence()
    {
        folder.Write("log", "");
        var working = Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                await Task.Delay(Limit / 6);
                File.AppendAllText(folder.In("log"), "a batch\n");
            }
        });
        (
            await new SilenceWatch(
                [folder.In("events.jsonl"), folder.In("log")],
                Limit,
                TimeProvider.System
            ).WatchAsync(working)
        )
            .Should()
            .BeNull();
    }

    [Fact]
    public async Task What_ends_in_a_fault_passes_it_on() =>
        await new SilenceWatch([], Limit, TimeProvider.System)
            .Awaiting(w => w.WatchAsync(Task.FromException(new OperationCanceledException())))
            .Should()
            .ThrowAsync<OperationCanceledException>();
}
