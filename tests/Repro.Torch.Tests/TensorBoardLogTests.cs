using System.Buffers.Binary;
using Repro.Runs;
using Repro.Testing;
using Tensorboard;

namespace Repro.Torch.Tests;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void TensorBoard_finds_the_losses_by_epoch_and_the_metrics_at_the_last()
    {
        var history = new TrainingHistory(
            [new EpochRecord(1, 0.5, 0.75, true), new EpochRecord(2, 0.25, 0.5, false)],
            2,
            StoppedEarly: false
        );
        TensorBoardLog.Write(
            temp.At("log"),
            history with
            {
                BestEpoch = 1,
            },
            new RunMetrics(new() { ["test.f1.global"] = 0.125 })
        );
        TensorBoardLog.Write(temp.At("log"), history, new RunMetrics(new() { ["test.f1.global"] = 0.875 }));

        Directory.GetFiles(temp.At("log")).Should().ContainSingle("the log of the run before is gone");
        Scalars(Directory.GetFiles(temp.At("log"))[0])
            .Should()
            .Equal(
                ("loss/train", 1, 0.5f),
                ("loss/validation", 1, 0.75f),
                ("loss/train", 2, 0.25f),
                ("loss/validation", 2, 0.5f),
                ("test.f1.global", 2, 0.875f)
            );
    }

    // Records of TFRecord: length (8 bytes) and its checksum (4), the event, and its checksum (4).
    private static IEnumerable<(string Tag, long Step, float Value)> Scalars(string file)
    {
        var bytes = File.ReadAllBytes(file);
        for (var at = 0; at < bytes.Length; )
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            var found = Event.Parser.ParseFrom(bytes, at + 12, length);
            at += 16 + length;
            foreach (var value in found.Summary?.Value ?? [])
                yield return (value.Tag, found.Step, value.SimpleValue);
        }
    }
}
