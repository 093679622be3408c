using Repro.Runs;
using ReproBuild.Progress;

namespace Repro.Build.Tests.Progress;

public class ExperimentProgressTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ExperimentProgress progress = new("rnn.as-written");

    [Fact]
    public void Before_the_first_event_it_waits() => progress.Text().Should().Be("waiting");

    [Fact]
    public void Training_shows_epoch_batch_loss_rate_and_time_left()
    {
        Training(epoch: 1, batch: 1, seconds: 0);
        Training(epoch: 3, batch: 33, seconds: 20);
        progress.Done.Should().Be(2.5 / 8);
        progress.Text().Should().Be("epoch 3/8, batch 33/66, loss 0.5230, 812 reviews/s, at most 44 s left");
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, 1, int.MaxValue)]
    [InlineData(int.MinValue, 1, int.MinValue, 1)]
    [InlineData(1, int.MaxValue, 2, int.MaxValue)]
    [InlineData(9, 3, 9, 3)]
    [InlineData(0, 0, 0, 0)]
    public void Numbers_that_make_no_sense_make_no_fault(int epoch, int epochs, int batch, int batches)
    {
        foreach (var time in new[] { Start, Start.AddSeconds(2), DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            progress.Apply(
                new RunEvent
                {
                    Time = time,
                    Kind = RunEventKind.Training,
                    Epoch = epoch,
                    Epochs = epochs,
                    Batch = batch,
                    Batches = batches,
                    TrainLoss = -1e300,
                }
            );
            progress.Text().Should().NotBeEmpty();
            progress.Done.Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void What_it_waits_for_is_shown_until_it_goes_on()
    {
        Training(epoch: 1, batch: 1, seconds: 0);
        var milestones = progress.Milestones;
        progress.Wait("waits for process 4711\u001b");
        progress.Wait("waits for process 4711\u001b");
        progress.Text().Should().Be("waits for process 4711\ufffd");
        progress.Milestones.Should().Be(milestones + 1);
        progress.Wait(null);
        progress.Text().Should().StartWith("epoch 1/8");
    }

    [Fact]
    public void A_message_cannot_steer_the_terminal()
    {
        progress.Apply(
            new RunEvent
            {
                Time = Start,
                Kind = RunEventKind.Failed,
                Message = "a\u001b[2J\nb\u202ec",
            }
        );
        progress.Text().Should().Be("failed, a\ufffd[2J b\ufffdc");
        progress.Failure.Should().Be("a\ufffd[2J b\ufffdc");
    }

    [Fact]
    public void The_first_batch_tells_nothing_of_the_time_left()
    {
        Training(epoch: 1, batch: 1, seconds: 0);
        progress.Text().Should().Be("epoch 1/8, batch 1/66, loss 0.5230, 812 reviews/s");
    }

    [Fact]
    public void An_epoch_shows_both_losses()
    {
        progress.Apply(
            new RunEvent
            {
                Time = Start,
                Kind = RunEventKind.EpochFinished,
                Epoch = 2,
                Epochs = 8,
                TrainLoss = 0.5,
                ValidationLoss = 0.25,
            }
        );
        progress.Done.Should().Be(0.25);
        progress.Text().Should().Be("epoch 2/8, loss 0.5000, validation 0.2500");
    }

    [Fact]
    public void A_training_that_goes_on_says_behind_which_epoch_or_batch()
    {
        progress.Apply(
            new RunEvent
            {
                Time = Start,
                Kind = RunEventKind.Continued,
                Epoch = 2,
                Epochs = 8,
            }
        );
        progress.Done.Should().Be(0.25);
        progress.Text().Should().Be("resumes after epoch 2/8");
        progress.Apply(
            new RunEvent
            {
                Time = Start,
                Kind = RunEventKind.Continued,
                Epoch = 3,
                Epochs = 8,
                Batch = 137,
                Batches = 274,
            }
        );
        progress.Done.Should().Be(2.5 / 8);
        progress.Text().Should().Be("resumes after batch 137 of 274 of epoch 3/8");
    }

    [Fact]
    public void A_failure_says_why()
    {
        progress.Apply(
            new RunEvent
            {
                Time = Start,
                Kind = RunEventKind.Failed,
                Message = "the loss is not a number",
            }
        );
        progress.Failure.Should().Be("the loss is not a number");
        progress.IsOver.Should().BeTrue();
        progress.Text().Should().Be("failed, the loss is not a number");
    }

    [Theory]
    [InlineData(RunEventKind.Reused, "reused")]
    [InlineData(RunEventKind.Completed, "completed")]
    public void At_its_end_it_is_done(RunEventKind kind, string text)
    {
        progress.Apply(new RunEvent { Time = Start, Kind = kind });
        progress.Done.Should().Be(1);
        progress.Text().Should().Be(text);
    }

    private void Training(int epoch, int batch, int seconds) =>
        progress.Apply(
            new RunEvent
            {
                Time = Start.AddSeconds(seconds),
                Kind = RunEventKind.Training,
                Epoch = epoch,
                Epochs = 8,
                Batch = batch,
                Batches = 66,
                TrainLoss = 0.523,
                ReviewsPerSecond = 812.4,
            }
        );
}
