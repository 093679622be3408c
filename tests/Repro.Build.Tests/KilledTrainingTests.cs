using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Runs;
using ReproBuild.Soaking;
using Xunit.Abstractions;

namespace Repro.Build.Tests;

/// <summary>
/// A training process that is killed (SIGKILL: it can clean up nothing) between its first and its last batch, and
/// started again, gives the same bytes as an uninterrupted one. The moments are random; the target Soak kills as often
/// as one likes.
/// </summary>
public sealed class KilledTrainingTests(ITestOutputHelper output) : IDisposable
{
    private const int Epochs = 3;

    /// <summary>A checkpoint between any two batches.</summary>
    private const double EveryBatch = 1e-9;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(ModelKind.Rnn, 3)] // Both protocols: as corrected, it replays the epochs as written.
    [InlineData(ModelKind.Cnn, 2)]
    public async Task A_killed_training_loses_no_batch_and_ends_with_the_bytes_of_one_left_alone(
        ModelKind kind,
        int kills
    )
    {
        using var limit = new CancellationTokenSource(Limit);
        var small = TrainingProgram.Small("sample", Epochs, kind);
        var request = small with
        {
            Protocols = [ProtocolKind.AsWritten, ProtocolKind.Corrected],
            Overrides = [.. small.Overrides, "batches.training=8"],
            CheckpointMinutes = EveryBatch,
        };
        var series = new KillSeries(
            folder => TrainingProgram.In(request, temp.In(folder), temp.In("cache")),
            new Random()
        );
        for (var kill = 0; kill < kills; kill++)
        {
            var round = await series.NextAsync(limit.Token);
            output.WriteLine($"{round.Experiment}: killed after {round.KilledText}, resumed {round.ContinuedText}");
            round.Differing.Should().BeEmpty("{0}, resumed {1}", round.KilledText, round.ContinuedText);
            if (!round.WasComplete)
                Place(round.Continued)
                    .Should()
                    .BeGreaterThanOrEqualTo(
                        Place(round.Killed) - 1,
                        "{0}, resumed {1}",
                        round.KilledText,
                        round.ContinuedText
                    ); // It tells of a batch before it keeps it.
        }
    }

    /// <summary>Training batches done, as far as can be told; an epoch has fewer than a thousand.</summary>
    private static int Place(RunEvent? e) =>
        e switch
        {
            null => 0,
            { Kind: RunEventKind.Training } or { Kind: RunEventKind.Continued, Batch: not null } => (
                (e.Epoch!.Value - 1) * 1000
            ) + e.Batch!.Value,
            { Kind: RunEventKind.Continued } => e.Epoch!.Value * 1000,
            _ => ((e.Epoch!.Value - 1) * 1000) + 1, // Validating: training of its epoch had begun.
        };
}
