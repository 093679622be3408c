using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using TorchSharp;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class RnnStepTests
{
    // Two layers with 16 units and both directions: the widest gate adds up 32 + 16 numbers and two biases.
    private static readonly StepLimits Limits = new(
        RoundingBound.Recurrent(layers: 2, steps: 12, terms: 50) + RoundingBound.Sum(33),
        RoundingBound.RecurrentGradient(layers: 2, steps: 12, terms: 50, tokens: 8 * 12) + RoundingBound.Sum(33)
    );

    [Theory]
    [InlineData(CellKind.Lstm, StateKind.Hidden)]
    [InlineData(CellKind.Lstm, StateKind.Output)]
    [InlineData(CellKind.Gru, StateKind.Hidden)]
    public void Steps_equal_autograds_dropout_included(CellKind cell, StateKind state)
    {
        var spec = ToyCorpus.Experiment(ModelKind.Rnn);
        var rnn = spec.Rnn! with { Cell = cell, State = state, Dropout = 0.3 };
        var (plain, plainLosses) = Trained(rnn, spec, RnnKernel.Packed);
        var (fused, fusedLosses) = Trained(rnn, spec, RnnKernel.Fused);
        using var _ = plain;
        using var __ = fused;

        Limits.ShouldAgree((fused, fusedLosses), (plain, plainLosses));
    }

    [Fact]
    public void Predictions_equal_the_packed_ones()
    {
        using var scope = torch.NewDisposeScope();
        var spec = ToyCorpus.Experiment(ModelKind.Rnn);
        using var packed = Fresh(spec.Rnn!, RnnKernel.Packed);
        using var fused = Fresh(spec.Rnn!, RnnKernel.Fused);
        packed.eval();
        packed.to(torch.float64);
        fused.eval();
        foreach (var batch in BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Test.Epoch())
            TensorAssert.Close(fused.Predict(batch), packed.Predict(batch), Limits.Logit, "logits");
    }

    private static (RnnBaseline Model, List<double> Losses) Trained(RnnSpec rnn, ExperimentSpec spec, RnnKernel kernel)
    {
        var model = Fresh(rnn, kernel);
        using var step = TrainStep.For(model, StepLimits.Training(spec.Training));
        step.GetType().Should().Be(kernel == RnnKernel.Fused ? typeof(RnnStep) : typeof(AutogradStep));
        var train = BucketIterators.Create(ToyCorpus.Prepared, spec.Batches, 1).Train;
        return (model, [.. train.Epoch().Concat(train.Epoch()).Select(step.Train)]);
    }

    private static RnnBaseline Fresh(RnnSpec rnn, RnnKernel kernel)
    {
        Determinism.Begin(4, threads: 2);
        return new RnnBaseline(rnn, ToyCorpus.Prepared.Vocabulary.Count, kernel);
    }
}
