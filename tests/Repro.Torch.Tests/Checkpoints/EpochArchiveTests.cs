using Repro.Experiments;
using Repro.Files;
using Repro.Testing;
using Repro.Torch.Checkpoints;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests.Checkpoints;

[Collection(LibtorchGroup.Name)]
public sealed class EpochArchiveTests : IDisposable
{
    private static readonly ExperimentSpec Rnn = ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected);
    private static readonly ExperimentSpec Cnn = ToyCorpus.Experiment(ModelKind.Cnn, ProtocolKind.Corrected);

    private readonly TempFolder temp = new();
    private readonly ToyTraining toys = new(ToyCorpus.Contrary);

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Every_epochs_weights_stay_where_the_other_protocol_has_the_same_and_the_last_state()
    {
        toys.TrainInto(4, Rnn, Archive(Rnn));
        Files()
            .Should()
            .Equal(
                "epochs.json",
                "state-3.safetensors",
                "weights-1.safetensors",
                "weights-2.safetensors",
                "weights-3.safetensors"
            );
        Archive(Rnn).Finish();
        Files().Should().HaveCount(5, "a finished run can be replayed");
    }

    [Fact]
    public void Elsewhere_only_what_going_on_needs_stays_until_the_run_is_complete()
    {
        toys.TrainInto(4, Cnn, Archive(Cnn));
        Files()
            .Should()
            .HaveCount(4)
            .And.Contain(
                ["epochs.json", "state-3.safetensors", "weights-3.safetensors"],
                "beside the best epoch's weights"
            );
        Archive(Cnn).Finish();
        Directory.Exists(temp.At("checkpoint")).Should().BeFalse();
    }

    [Fact]
    public void Both_averages_of_every_loss_are_recorded_with_who_trained_it()
    {
        toys.TrainInto(3, Rnn, Archive(Rnn));
        var epochs = SafeFile.ReadJson<RecordedTraining>(temp.At("checkpoint", "epochs.json")).Epochs;
        epochs.Select(e => e.Epoch).Should().Equal(1, 2);
        epochs
            .Should()
            .OnlyContain(e =>
                e.Train.Examples != e.Train.BatchMeans && e.Validation.Examples != e.Validation.BatchMeans
            );
        epochs.Should().OnlyContain(e => e.Experiment == "rnn.corrected" && e.Commit == "0123456789abcdef");
    }

    [Theory]
    [InlineData("weights-1.safetensors", "weights-1.safetensors of its checkpoint is missing or damaged")]
    [InlineData("state-2.safetensors", "state-2.safetensors of its checkpoint is missing or damaged")]
    [InlineData("epochs.json", "the index of its checkpoint is damaged")]
    public void A_damaged_checkpoint_is_not_resumed_from(string file, string reason)
    {
        toys.TrainInto(3, Rnn, Archive(Rnn));
        var bytes = File.ReadAllBytes(temp.At("checkpoint", file));
        bytes[^3] ^= 64;
        File.WriteAllBytes(temp.At("checkpoint", file), bytes);
        ShouldStartOver(Rnn, reason);
    }

    [Fact]
    public void A_missing_file_is_found()
    {
        toys.TrainInto(3, Rnn, Archive(Rnn));
        File.Delete(temp.At("checkpoint", "state-2.safetensors"));
        ShouldStartOver(Rnn, "state-2.safetensors of its checkpoint is missing or damaged");
    }

    [Fact]
    public void What_the_index_does_not_name_does_not_count()
    {
        toys.TrainInto(3, Rnn, Archive(Rnn));
        File.WriteAllText(temp.At("checkpoint", "weights-3.safetensors"), "half of an epoch");
        var archive = Archive(Rnn);
        archive.Open().Should().BeNull();
        archive.Epochs.Should().HaveCount(2);
        File.Delete(temp.At("checkpoint", "epochs.json"));
        Archive(Rnn).Open().Should().BeNull("a checkpoint that was never whole is none");
        Directory.Exists(temp.At("checkpoint")).Should().BeFalse();
    }

    [Fact]
    public void Another_training_starts_over_and_says_what_differs()
    {
        toys.TrainInto(2, Rnn, Archive(Rnn));
        ShouldStartOver(Rnn with { Seed = 7 }, "its checkpoint belongs to another training (seed 7, was 1234)");
        toys.TrainInto(2, Cnn, Archive(Cnn));
        Archive(Cnn with { Training = Cnn.Training with { Patience = 9 } })
            .Open()
            .Should()
            .StartWith("its checkpoint belongs to another training (spec ");
    }

    [Fact]
    public void Another_patience_continues_the_same_training_if_every_epoch_was_kept()
    {
        toys.TrainInto(3, Rnn, Archive(Rnn));
        var patient = Archive(Rnn with { Training = Rnn.Training with { Patience = 9, MaxEpochs = 30 } });
        patient.Open().Should().BeNull();
        patient.Epochs.Should().HaveCount(2);
    }

    private EpochArchive Archive(ExperimentSpec spec) => toys.Archive(spec, temp.At("checkpoint"));

    private string?[] Files() =>
        [.. Directory.EnumerateFiles(temp.At("checkpoint")).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private void ShouldStartOver(ExperimentSpec spec, string reason)
    {
        var archive = Archive(spec);
        archive.Open().Should().Be($"{reason}; training starts from the beginning");
        archive.Epochs.Should().BeEmpty();
        Directory.Exists(temp.At("checkpoint")).Should().BeFalse("nothing of it can be taken for the new training's");
    }
}
