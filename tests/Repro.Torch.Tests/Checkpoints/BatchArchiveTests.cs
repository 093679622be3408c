using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Checkpoints;
using Repro.Torch.Serialization;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests.Checkpoints;

[Collection(LibtorchGroup.Name)]
public sealed class BatchArchiveTests : IDisposable
{
    private const string State = "batches-3-5.safetensors";

    private static readonly ExperimentSpec Cnn = ToyCorpus.Experiment(ModelKind.Cnn, ProtocolKind.Corrected);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly TempFolder temp = new();
    private readonly ToyTraining toys = new(ToyCorpus.Contrary);

    public void Dispose() => temp.Dispose();

    [Fact]
    public void One_state_is_kept_beside_the_complete_epochs()
    {
        TrainInto(3, 5);
        Directory
            .EnumerateFiles(temp.At("checkpoint"), "batches*")
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("batches.json", State);
        Opened(out var archive).Should().BeNull();
        archive.Epochs.Should().HaveCount(2);
        archive.Batches.Recorded.Should().BeEquivalentTo(new { Epoch = 3, Batches = 5 });
    }

    [Theory]
    [InlineData(
        State,
        "batches-3-5.safetensors of its checkpoint is missing or damaged; training resumes after epoch 2"
    )]
    [InlineData(
        "batches.json",
        "the index of its checkpoint within an epoch is damaged; training resumes after epoch 2"
    )]
    public void Where_it_is_damaged_or_cut_training_resumes_from_the_last_complete_epoch(string file, string reason)
    {
        TrainInto(3, 5);
        var bytes = File.ReadAllBytes(temp.At("checkpoint", file));
        byte[] changed = [.. bytes];
        changed[^3] ^= 64;
        foreach (var damaged in (byte[][])[changed, bytes[..^5], []])
        {
            File.WriteAllBytes(temp.At("checkpoint", file), damaged);
            Opened(out var archive).Should().Be(reason);
            archive.Epochs.Should().HaveCount(2);
            archive.Batches.Recorded.Should().BeNull();
        }

        EndsAsTheWholeOne();
    }

    [Fact]
    public void Where_it_is_missing_too()
    {
        TrainInto(3, 5);
        File.Delete(temp.At("checkpoint", State));
        Opened(out _).Should().StartWith($"{State} of its checkpoint is missing or damaged");
        EndsAsTheWholeOne();
    }

    [Fact]
    public void Without_its_index_a_state_does_not_count()
    {
        TrainInto(3, 5);
        File.Delete(temp.At("checkpoint", "batches.json"));
        Opened(out var archive).Should().BeNull("it was never whole");
        archive.Batches.Recorded.Should().BeNull();
        EndsAsTheWholeOne();
    }

    [Fact]
    public void In_the_first_epoch_a_damaged_one_means_starting_over()
    {
        TrainInto(1, 5);
        File.WriteAllText(temp.At("checkpoint", "batches-1-5.safetensors"), "half of it");
        Opened(out _)
            .Should()
            .Be("batches-1-5.safetensors of its checkpoint is missing or damaged; training starts from the beginning");
        Directory.Exists(temp.At("checkpoint")).Should().BeFalse("nothing of it can be taken for the new training's");
        EndsAsTheWholeOne();
    }

    [Fact]
    public void The_last_one_stays_until_the_next_is_whole()
    {
        TrainInto(3, 5);
        var archive = toys.Archive(Cnn, temp.At("checkpoint"));
        archive.Open();
        var broken = new NamedArray("broken", "F32", [1], _ => throw new IOException("the disk is full"));
        archive
            .Invoking(a => a.Batches.Save(3, [0.5, 0.5], 1, [broken]))
            .Should()
            .ThrowExactly<FileNotWritten>()
            .WithMessage("*batches-3-2.safetensors: cannot be written: the disk is full*")
            .WithInnerExceptionExactly<IOException>();
        Opened(out var again).Should().BeNull();
        again.Batches.Recorded.Should().BeEquivalentTo(new { Epoch = 3, Batches = 5 });
    }

    [Fact]
    public void One_that_an_epochs_end_left_behind_is_passed_over()
    {
        TrainInto(3, 5);
        var left = Directory
            .EnumerateFiles(temp.At("checkpoint"), "batches*")
            .ToDictionary(file => file, File.ReadAllBytes);
        toys.TrainInto(
            4,
            RunEventKind.Training,
            1,
            Cnn,
            toys.Archive(Cnn, temp.At("checkpoint")),
            politely: false,
            Interval
        );
        foreach (var (file, bytes) in left)
            File.WriteAllBytes(file, bytes); // As if the process had ended before it could delete them.
        Opened(out var archive).Should().BeNull();
        archive.Epochs.Should().HaveCount(3);
        archive.Batches.Recorded.Should().BeNull();
        EndsAsTheWholeOne();
    }

    [Fact]
    public void Another_training_does_not_go_on_from_it()
    {
        TrainInto(1, 5);
        var other = toys.Archive(Cnn with { Seed = 7 }, temp.At("checkpoint"));
        other
            .Open()
            .Should()
            .StartWith("its checkpoint belongs to another training (seed 7, was 1234;")
            .And.EndWith("training starts from the beginning");
        other.Batches.Recorded.Should().BeNull();
    }

    private void TrainInto(int epoch, int batch) =>
        toys.TrainInto(
            epoch,
            RunEventKind.Training,
            batch,
            Cnn,
            toys.Archive(Cnn, temp.At("checkpoint")),
            politely: true,
            Interval
        );

    private string? Opened(out EpochArchive archive)
    {
        archive = toys.Archive(Cnn, temp.At("checkpoint"));
        return archive.Open();
    }

    private void EndsAsTheWholeOne()
    {
        Opened(out var archive);
        var (resumed, history) = toys.GoOn(Cnn, archive);
        var (whole, wholeHistory) = toys.Train(Cnn, archive: null);
        using var one = resumed;
        using var other = whole;
        history.Should().Be(wholeHistory);
        foreach (var (name, parameter) in whole.named_parameters())
            TensorAssert.Equal(resumed.get_parameter(name)!, parameter, name);
    }
}
