using Repro.Experiment;
using Repro.Prepare;
using Repro.Tests.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Train;
using TorchSharp;

namespace Repro.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class RaggedCnnStepTests
{
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

        for (var i = 0; i < plainLosses.Count; i++) raggedLosses[i].Should().BeApproximately(plainLosses[i], 1e-5, "batch {0}", i);
        foreach (var (name, parameter) in plain.named_parameters()) TensorAssert.Close(ragged.get_parameter(name)!, parameter, 1e-4, name);
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

    private static TextCnn Fresh(CnnSpec cnn, CnnKernel kernel)
    {
        Determinism.Begin(4, threads: 2);
        return new TextCnn(cnn, ToyCorpus.Prepared.Vocabulary.Count, kernel);
    }
}
