using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Torch.Tests.Checkpoints;

public sealed partial class ResumedWithinEpochTests
{
    [Fact]
    public void The_other_protocols_epochs_are_taken_over_and_the_part_of_one_is_not()
    {
        var (written, corrected) = (
            ToyCorpus.Experiment(ModelKind.Rnn),
            ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected)
        );
        var (wholeWritten, wholeCorrected) = (Numbers(written, "whole written"), Numbers(corrected, "whole corrected"));
        toys.TrainInto(
            3,
            RunEventKind.Training,
            5,
            written,
            toys.Archive(written, temp.At("written")),
            politely: true,
            Interval
        );
        Numbers(corrected, "corrected", shared: "written")
            .Should()
            .BeEquivalentTo(wholeCorrected, options => options.WithStrictOrdering());
        toys.Heard[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RunEventKind.Continued,
                    Epoch = 2,
                    Batch = (int?)null,
                }
            );
        Numbers(written, "written", shared: "corrected")
            .Should()
            .BeEquivalentTo(wholeWritten, options => options.WithStrictOrdering());
        toys.Heard[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RunEventKind.Continued,
                    Epoch = 3,
                    Batch = 5,
                },
                "its own part of an epoch is still there"
            );
    }

    [Fact]
    public void A_part_of_the_first_epoch_is_resumed_unless_the_other_protocol_has_whole_ones()
    {
        var (written, corrected) = (
            ToyCorpus.Experiment(ModelKind.Rnn),
            ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected)
        );
        var whole = Numbers(written, "whole");
        foreach (var run in (string[])["one", "two"])
            toys.TrainInto(
                1,
                RunEventKind.Training,
                5,
                written,
                toys.Archive(written, temp.At(run)),
                politely: true,
                Interval
            );
        toys.TrainInto(
            1,
            RunEventKind.Training,
            7,
            corrected,
            toys.Archive(corrected, temp.At("early")),
            politely: true,
            Interval
        );
        Numbers(written, "one", shared: "early")
            .Should()
            .BeEquivalentTo(whole, options => options.WithStrictOrdering());
        toys.Heard[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RunEventKind.Continued,
                    Epoch = 1,
                    Batch = 5,
                }
            );
        toys.TrainInto(
            3,
            RunEventKind.Training,
            5,
            corrected,
            toys.Archive(corrected, temp.At("late")),
            politely: true,
            Interval
        );
        Numbers(written, "two", shared: "late").Should().BeEquivalentTo(whole, options => options.WithStrictOrdering());
        toys.Heard[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RunEventKind.Continued,
                    Epoch = 2,
                    Batch = (int?)null,
                }
            );
    }
}
