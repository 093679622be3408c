using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Checkpoints;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests.Checkpoints;

[Collection(LibtorchGroup.Name)]
public sealed class ResumedTrainingTests : IDisposable
{
    private readonly TempFolder temp = new();

    // Validation loss rises from the start, so patience ends training while some epochs are still to come.
    private readonly ToyTraining toys = new(ToyCorpus.Contrary);

    public void Dispose() => temp.Dispose();

    public static TheoryData<ModelKind, ProtocolKind, int> Interruptions
    {
        get
        {
            var data = new TheoryData<ModelKind, ProtocolKind, int>();
            foreach (var model in Enum.GetValues<ModelKind>())
            {
                foreach (var protocol in Enum.GetValues<ProtocolKind>())
                {
                    foreach (var epoch in (int[])[1, 2, 4])
                        data.Add(model, protocol, epoch);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_training_that_was_interrupted_ends_as_one_that_was_not(
        ModelKind kind,
        ProtocolKind protocol,
        int epoch
    )
    {
        var spec = ToyCorpus.Experiment(kind, protocol);
        var (whole, history) = toys.Train(spec, toys.Archive(spec, temp.At("whole")));
        toys.TrainInto(epoch, spec, toys.Archive(spec, temp.At("interrupted")));
        var (resumed, resumedHistory) = toys.Train(spec, toys.Archive(spec, temp.At("interrupted")));
        using var one = whole;
        using var other = resumed;

        history.Epochs.Count.Should().BeGreaterThanOrEqualTo(4);
        resumedHistory.Should().Be(history);
        Equal(resumed, whole);
        Index("interrupted")
            .Files.Should()
            .Equal(Index("whole").Files, "weights, optimiser and generators end in the same state");
        toys.Heard.Count(e => e.Kind == RunEventKind.EpochFinished)
            .Should()
            .Be(history.Epochs.Count - (epoch - 1), "what was complete is not trained again");
        toys.Heard.Where(e => e.Kind == RunEventKind.Continued)
            .Select(e => e.Epoch)
            .Should()
            .Equal(epoch == 1 ? [] : [epoch - 1]);
    }

    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    public void A_training_that_was_complete_is_not_trained_again(ModelKind kind)
    {
        var spec = ToyCorpus.Experiment(kind, ProtocolKind.Corrected);
        var (whole, history) = toys.Train(spec, toys.Archive(spec, temp.At("run")));
        var (again, againHistory) = toys.Train(spec, toys.Archive(spec, temp.At("run")));
        using var one = whole;
        using var other = again;
        againHistory.Should().Be(history);
        Equal(again, whole);
        toys.Heard.Should().ContainSingle().Which.Kind.Should().Be(RunEventKind.Continued);
    }

    /// <summary>
    /// The RNN's protocols differ in what is made of its epochs, not in the epochs: the second one to run computes only
    /// what the first did not.
    /// </summary>
    [Fact]
    public void The_other_protocols_epochs_are_taken_over()
    {
        var (written, corrected) = (
            ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.AsWritten),
            ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected)
        );
        var (alone, aloneHistory) = toys.Train(corrected, toys.Archive(corrected, temp.At("alone")));
        var (first, firstHistory) = toys.Train(written, toys.Archive(written, temp.At("written")));
        var (second, secondHistory) = toys.Train(
            corrected,
            toys.Archive(corrected, temp.At("corrected")),
            temp.At("written")
        );
        using var one = alone;
        using var two = first;
        using var three = second;

        secondHistory.Should().Be(aloneHistory);
        Equal(second, alone);
        toys.Heard.Count(e => e.Kind == RunEventKind.EpochFinished)
            .Should()
            .Be(Math.Max(0, aloneHistory.Epochs.Count - firstHistory.Epochs.Count));
        Index("written")
            .Files.Keys.Should()
            .BeSubsetOf(Directory.GetFiles(temp.At("written")).Select(Path.GetFileName), "they are copied");
    }

    [Fact]
    public void Epochs_of_another_seed_or_model_are_not()
    {
        var corrected = ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected);
        toys.TrainInto(3, corrected, toys.Archive(corrected, temp.At("other")));
        foreach (
            var spec in (ExperimentSpec[])
                [
                    corrected with
                    {
                        Seed = corrected.Seed + 1,
                    },
                    ToyCorpus.Experiment(ModelKind.Cnn, ProtocolKind.Corrected),
                ]
        )
        {
            var archive = toys.Archive(spec, temp.At(spec.Name() + spec.Seed));
            archive.Open(temp.At("other"));
            archive.Epochs.Should().BeEmpty();
        }
    }

    [Fact]
    public void An_archive_changes_no_number()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected);
        var (kept, history) = toys.Train(spec, toys.Archive(spec, temp.At("run")));
        var (plain, plainHistory) = toys.Train(spec, archive: null);
        using var one = kept;
        using var other = plain;
        plainHistory.Should().Be(history);
        Equal(plain, kept);
    }

    private RecordedTraining Index(string run) => SafeFile.ReadJson<RecordedTraining>(temp.At(run, "epochs.json"));

    private static void Equal(SentimentModel model, SentimentModel expected)
    {
        foreach (var (name, parameter) in expected.named_parameters())
            TensorAssert.Equal(model.get_parameter(name)!, parameter, name);
    }
}
