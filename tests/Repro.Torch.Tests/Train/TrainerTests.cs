using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using TorchSharp;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class TrainerTests
{
    private readonly List<RunEvent> heard = [];

    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    [InlineData(ModelKind.CnnGlove)]
    public void A_model_learns(ModelKind model)
    {
        var spec = ToyCorpus.Experiment(model);
        var (trained, history) = Train(
            spec with
            {
                Training = spec.Training with { Patience = spec.Training.MaxEpochs },
            }
        );
        trained.Dispose();
        history.Epochs[^1].TrainLoss.Should().BeLessThan(0.5 * history.Epochs[0].TrainLoss);
    }

    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    [InlineData(ModelKind.CnnGlove)]
    public void One_seed_gives_one_run_to_the_last_bit(ModelKind model)
    {
        var (first, firstHistory) = Train(ToyCorpus.Experiment(model));
        var (second, secondHistory) = Train(ToyCorpus.Experiment(model));
        var (other, otherHistory) = Train(ToyCorpus.Experiment(model) with { Seed = 99 });
        using var models = new Disposables(first, second, other);

        secondHistory.Should().Be(firstHistory);
        foreach (var (name, parameter) in first.named_parameters())
            TensorAssert.Equal(second.get_parameter(name)!, parameter, name);
        otherHistory.Should().NotBe(firstHistory);
    }

    [Theory]
    [InlineData(ProtocolKind.AsWritten)]
    [InlineData(ProtocolKind.Corrected)]
    public void The_returned_model_has_the_weights_that_its_protocol_tests(ProtocolKind protocol)
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn, protocol);
        var (model, history) = Train(spec, ToyCorpus.Contrary);
        using var _ = model;

        history.StoppedEarly.Should().BeTrue();
        history.BestEpoch.Should().BeLessThan(history.Epochs.Count);
        var tested = protocol == ProtocolKind.AsWritten ? history.Epochs[^1] : history.Epochs[history.BestEpoch - 1];
        ValidationLoss(model, spec, ToyCorpus.Contrary).Should().Be(tested.ValidationLoss);
        model.training.Should().BeFalse();
    }

    [Fact]
    public void Every_epoch_is_reported_with_its_losses()
    {
        var (model, history) = Train(ToyCorpus.Experiment(ModelKind.Cnn));
        model.Dispose();
        heard
            .Where(e => e.Kind == RunEventKind.EpochFinished)
            .Select(e => (e.Epoch, e.Epochs, e.TrainLoss, e.ValidationLoss))
            .Should()
            .Equal(
                history.Epochs.Select(e => ((int?)e.Epoch, (int?)12, (double?)e.TrainLoss, (double?)e.ValidationLoss))
            );
        heard
            .Where(e => e.Kind == RunEventKind.Training && e.Batch == e.Batches)
            .Should()
            .HaveCount(history.Epochs.Count)
            .And.OnlyContain(e => e.Batches == 9 && e.TrainLoss > 0 && e.ValidationLoss == null);
    }

    [Fact]
    public void An_epoch_leaves_no_tensor_behind()
    {
        foreach (var kind in new[] { ModelKind.Rnn, ModelKind.Cnn })
        {
            var spec = ToyCorpus.Experiment(kind);
            using var model = ModelFactory.Create(spec, ToyCorpus.Prepared.Vocabulary.Count, null);
            using var step = TrainStep.For(model, spec.Training);
            var epochs = new TrainEpoch(
                model,
                step,
                spec.Training,
                BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1),
                Events()
            );
            epochs.Run(1, [], _ => { });
            var before = LiveTensors();
            epochs.Run(2, [], _ => { });
            torch.Tensor.TotalCount.Should().BeLessThanOrEqualTo(before, "{0}", kind);
        }
    }

    // What other tests left to their finalizers must not go down in the count between its two readings.
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    [Fact]
    public void Training_ends_between_two_batches_when_asked_to()
    {
        using var cancellation = new CancellationTokenSource();
        var events = new RunEvents(
            new ManualClock(),
            e =>
            {
                heard.Add(e);
                cancellation.Cancel();
            }
        );
        FluentActions
            .Invoking(() =>
                Trainer.Train(
                    ToyCorpus.Experiment(ModelKind.Cnn),
                    ToyCorpus.Prepared,
                    null,
                    1,
                    events,
                    cancellation.Token
                )
            )
            .Should()
            .Throw<OperationCanceledException>();
        heard.Should().ContainSingle().Which.Batch.Should().Be(1);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_ends_training_with_its_place_and_remedy()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        spec = spec with { Training = spec.Training with { LearningRate = 1e30 } };
        FluentActions
            .Invoking(() => Train(spec))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured)
            .Which.Message.Should()
            .MatchRegex(
                @"^training loss: (NaN|Infinity) at batch 2 of 9 in epoch 1, but must be finite\. Lower "
                    + @"training\.learning-rate, now 1E\+30\.$"
            );
    }

    [Theory]
    [InlineData(ModelKind.Cnn)]
    [InlineData(ModelKind.Rnn)]
    public void Weights_that_are_no_numbers_end_training_where_no_loss_shows_them(ModelKind model)
    {
        var spec = ToyCorpus.Experiment(model);
        spec = spec with
        {
            Batches = spec.Batches with { Training = 1000 },
            Training = spec.Training with { LearningRate = 1e39 },
        };
        FluentActions
            .Invoking(() => Train(spec))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.NotMeasured)
            .WithMessage(
                "training: * has numbers that are not finite after batch 1 of 1 in epoch 1. Lower "
                    + "training.learning-rate, now 1E+39."
            );
    }

    private (SentimentModel Model, TrainingHistory History) Train(ExperimentSpec spec, PreparedCorpus? corpus = null) =>
        Trainer.Train(
            spec,
            corpus ?? ToyCorpus.Prepared,
            spec.Vectors is null ? null : ToyCorpus.Vectors(),
            1,
            Events(),
            CancellationToken.None
        );

    private RunEvents Events() => new(new ManualClock(), heard.Add);

    private static double ValidationLoss(SentimentModel model, ExperimentSpec spec, PreparedCorpus corpus)
    {
        using var step = TrainStep.For(model, spec.Training);
        var mean = new LossMean(spec.Training.LossAverage);
        foreach (var batch in BucketIterators.Create(corpus, spec.Batches, spec.Seed).Validation.Epoch())
            mean.Add(step.Validate(batch), batch.Size);
        return mean.Value;
    }

    private sealed class Disposables(params IDisposable[] all) : IDisposable
    {
        public void Dispose() => Array.ForEach(all, one => one.Dispose());
    }
}
