using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Checkpoints;

namespace Repro.Torch.Tests.Checkpoints;

public class TrajectoryTests
{
    private static readonly ToyTraining Toys = new(ToyCorpus.Prepared);

    [Fact]
    public void The_RNNs_protocols_share_theirs_and_the_CNNs_do_not()
    {
        foreach (var model in Enum.GetValues<ModelKind>())
        {
            var (one, other) = (
                Of(ToyCorpus.Experiment(model)),
                Of(ToyCorpus.Experiment(model, ProtocolKind.Corrected))
            );
            (one == other).Should().Be(model == ModelKind.Rnn, "{0}", model);
            one.IsShared.Should().Be(model == ModelKind.Rnn);
        }
    }

    [Fact]
    public void What_decides_a_gradient_is_in_it()
    {
        var spec = ToyCorpus.Experiment(ModelKind.Rnn);
        var ours = Of(spec);
        ours.DifferenceFrom(Of(spec with { Training = spec.Training with { LearningRate = 0.5 } }))
            .Should()
            .Be("learning-rate 0.03, was 0.5");
        ours.DifferenceFrom(Of(spec with { Batches = spec.Batches with { Training = 4 } }))
            .Should()
            .StartWith("batches ");
        ours.DifferenceFrom(Of(spec with { Rnn = spec.Rnn! with { Dropout = 0.1 } })).Should().StartWith("rnn ");
        (ours with { Threads = 2 }).DifferenceFrom(ours).Should().Be("threads 2, was 1");
        (ours with { Vectors = "ab" })
            .DifferenceFrom(ours with { Isa = "avx512" })
            .Should()
            .Be("vectors ab, was none; isa avx2, was avx512");
        ours.DifferenceFrom(Of(spec)).Should().BeNull();
    }

    private static Trajectory Of(ExperimentSpec spec) =>
        Trajectory.Of(spec, Toys.InputsOf(spec), ToyTraining.Environment, ToyRun.Program, "arithmetic");
}
