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
    private const double LongRate = 1e-3,
        OneTie = LongRate / 10;

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

        for (var i = 0; i < plainLosses.Count; i++)
            raggedLosses[i].Should().BeApproximately(plainLosses[i], 1e-5, "batch {0}", i);
        foreach (var (name, parameter) in plain.named_parameters())
            TensorAssert.Close(ragged.get_parameter(name)!, parameter, 1e-4, name);
    }

    /// <summary>
    /// Rounding adds up, and where two windows tie within it either may win: that moves a few rows by one step of Adam.
    /// A different sum would move them all, by 200 steps.
    /// </summary>
    [Fact]
    public void After_two_hundred_steps_it_is_as_near_to_autograd_as_autograd_on_other_threads_or_one_tie()
    {
        using var plain = TrainedLong(CnnKernel.Conv1d, threads: 2);
        using var untrained = TrainedLong(CnnKernel.Conv1d, threads: 2, steps: 0);
        using var otherThreads = TrainedLong(CnnKernel.Conv1d, threads: 1);
        using var ragged = TrainedLong(CnnKernel.Ragged, threads: 2);
        Distance(untrained, plain).Should().BeGreaterThan(10 * OneTie);
        Distance(ragged, plain).Should().BeLessThanOrEqualTo(Math.Max(OneTie, Distance(otherThreads, plain)));
    }

    [Fact]
    public void Predictions_equal_the_padded_batchs()
    {
        using var scope = torch.NewDisposeScope();
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        var plain = Fresh(spec.Cnn!, CnnKernel.Conv1d);
        var ragged = Fresh(spec.Cnn!, CnnKernel.Ragged);
        plain.eval();
        ragged.eval();
        foreach (var batch in BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Test.Epoch())
            TensorAssert.Close(ragged.Predict(batch), plain.Predict(batch), 1e-6, "logits");
    }

    private static (TextCnn Model, List<double> Losses) Trained(CnnSpec cnn, ExperimentSpec spec, CnnKernel kernel)
    {
        var model = Fresh(cnn, kernel);
        using var step = TrainStep.For(model, spec.Training with { LearningRate = 1e-3 });
        step.GetType().Should().Be(kernel == CnnKernel.Ragged ? typeof(RaggedCnnStep) : typeof(AutogradStep));
        var train = BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Train;
        return (model, [.. train.Epoch().Concat(train.Epoch()).Select(step.Train)]);
    }

    private static TextCnn TrainedLong(CnnKernel kernel, int threads, int steps = 200)
    {
        const int vocabulary = 600,
            reviews = 24;
        var spec = ToyCorpus.Experiment(ModelKind.Cnn);
        var random = new PythonRandom(3);
        Determinism.Begin(4, threads);
        var model = new TextCnn(
            spec.Cnn! with
            {
                Embedding = 48,
                Channels = 32,
                Widths = [3, 4, 5],
            },
            vocabulary,
            kernel
        );
        using var step = TrainStep.For(model, spec.Training with { LearningRate = LongRate });
        for (var i = 0; i < steps; i++)
        {
            int[] lengths =
            [
                .. Enumerable.Range(0, reviews).Select(_ => 1 + (int)(300 * random.NextDouble() * random.NextDouble())),
            ];
            step.Train(RaggedCnnTests.BatchOf(lengths, random, vocabulary));
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
