using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Randomness;
using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Kernels.Convolution;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using TorchSharp;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class RaggedCnnStepTests
{
    private const double LongRate = 1e-3;
    private const int LongVocabulary = 600,
        Widest = 5;

    // Windows of up to 21 numbers, 15 features, 8 reviews of up to 12 tokens.
    private static readonly StepLimits Limits = new(
        RoundingBound.Stages(stages: 2, terms: 21),
        RoundingBound.Stages(stages: 4, terms: 21) + RoundingBound.Sum(8 * 12)
    );

    /// <summary>
    /// A tie that goes the other way moves the rows of one window by about a step of Adam, either way, which is this in
    /// the root mean square. Of the half million maxima of these steps about one is within rounding of a tie; four are
    /// not to be expected.
    /// </summary>
    private static readonly double Ties = Math.Sqrt(4) * 2 * LongRate * Math.Sqrt((double)Widest / LongVocabulary);

    [Theory]
    [InlineData(ProtocolKind.AsWritten)]
    [InlineData(ProtocolKind.Corrected)]
    public void Steps_equal_autograds_dropout_included(ProtocolKind protocol)
    {
        var spec = ToyCorpus.Experiment(ModelKind.Cnn, protocol);
        var cnn = spec.Cnn! with { Widths = Protocols.KernelWidths(protocol), Channels = 5 };
        var (plain, plainLosses) = Trained(cnn, spec, CnnKernel.Conv1d);
        var (ragged, raggedLosses) = Trained(cnn, spec, CnnKernel.Ragged);
        using var _ = plain;
        using var __ = ragged;

        Limits.ShouldAgree((ragged, raggedLosses), (plain, plainLosses));
    }

    /// <summary>
    /// Rounding adds up, and where two windows tie within it either may win: that moves a few rows by one step of Adam.
    /// A different sum would move them all, by 200 steps.
    /// </summary>
    [Fact]
    public void After_two_hundred_steps_it_is_as_near_to_autograd_as_autograd_on_other_threads_or_few_ties()
    {
        using var plain = TrainedLong(CnnKernel.Conv1d, threads: 2);
        using var untrained = TrainedLong(CnnKernel.Conv1d, threads: 2, steps: 0);
        using var otherThreads = TrainedLong(CnnKernel.Conv1d, threads: 1);
        using var ragged = TrainedLong(CnnKernel.Ragged, threads: 2);
        Distance(untrained, plain).Should().BeGreaterThan(10 * Ties);
        Distance(ragged, plain).Should().BeLessThanOrEqualTo(Math.Max(Ties, Distance(otherThreads, plain)));
    }

    [Fact]
    public void Predictions_equal_the_padded_batchs()
    {
        using var scope = torch.NewDisposeScope();
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        var plain = Fresh(spec.Cnn!, CnnKernel.Conv1d);
        var ragged = Fresh(spec.Cnn!, CnnKernel.Ragged);
        plain.eval();
        plain.to(torch.float64);
        ragged.eval();
        foreach (var batch in BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Test.Epoch())
            TensorAssert.Close(ragged.Predict(batch), plain.Predict(batch), Limits.Logit, "logits");
    }

    private static (TextCnn Model, List<double> Losses) Trained(CnnSpec cnn, ExperimentSpec spec, CnnKernel kernel)
    {
        var model = Fresh(cnn, kernel);
        using var step = TrainStep.For(model, StepLimits.Training(spec.Training));
        step.GetType().Should().Be(kernel == CnnKernel.Ragged ? typeof(RaggedCnnStep) : typeof(AutogradStep));
        var train = BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Train;
        var losses = new List<double>();
        foreach (var batch in train.Epoch().Concat(train.Epoch()))
        {
            WindowTies.ShouldBeNone(model, batch, Limits, losses.Count);
            losses.Add(step.Train(batch));
        }

        return (model, losses);
    }

    private static TextCnn TrainedLong(CnnKernel kernel, int threads, int steps = 200)
    {
        const int reviews = 24;
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        var random = new PythonRandom(3);
        Determinism.Begin(4, threads);
        var model = new TextCnn(
            spec.Cnn! with
            {
                Embedding = 48,
                Channels = 32,
                Widths = [3, 4, Widest],
            },
            LongVocabulary,
            kernel
        );
        using var step = TrainStep.For(model, spec.Training with { LearningRate = LongRate });
        for (var i = 0; i < steps; i++)
        {
            int[] lengths =
            [
                .. Enumerable.Range(0, reviews).Select(_ => 1 + (int)(300 * random.NextDouble() * random.NextDouble())),
            ];
            step.Train(RaggedCnnTests.BatchOf(lengths, random, LongVocabulary));
        }

        return model;
    }

    /// <returns>Root mean square of the weights' differences, of the parameter where it is largest.</returns>
    private static double Distance(TextCnn one, TextCnn other)
    {
        using var scope = torch.NewDisposeScope();
        return one.named_parameters()
            .Max(p =>
                (p.parameter - other.get_parameter(p.name)!).to(torch.float64).square().mean().sqrt().item<double>()
            );
    }

    private static TextCnn Fresh(CnnSpec cnn, CnnKernel kernel)
    {
        Determinism.Begin(4, threads: 2);
        return new TextCnn(cnn, ToyCorpus.Prepared.Vocabulary.Count, kernel);
    }
}
