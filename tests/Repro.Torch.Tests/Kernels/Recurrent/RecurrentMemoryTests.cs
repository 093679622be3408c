using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Tests.Testing;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels.Recurrent;

/// <summary>
/// <see cref="RoundingBound"/> says that of all the errors that the steps of a recurrent layer make, no more is left
/// than <see cref="RoundingBound.Memory"/> steps make. Here it is asked of the layers that the other tests bound by it.
/// </summary>
[Collection(LibtorchGroup.Name)]
public class RecurrentMemoryTests(ITestOutputHelper output)
{
    private const int Steps = 60,
        Width = 10;

    [Theory]
    [InlineData(CellKind.Lstm, 8, 1)]
    [InlineData(CellKind.Lstm, 16, 1)]
    [InlineData(CellKind.Gru, 8, 1)]
    [InlineData(CellKind.Gru, 11, 1)]
    [InlineData(CellKind.Lstm, 5, 2)]
    [InlineData(CellKind.Gru, 5, 2)]
    public void What_a_step_adds_is_forgotten_as_if_eight_steps_were_all(CellKind cell, int hidden, float gain)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var rnn = new PackedRnn(
            new RnnSpec
            {
                Cell = cell,
                State = StateKind.Hidden,
                Embedding = Width,
                Hidden = hidden,
                Layers = 1,
                Bidirectional = false,
                Dropout = 0,
            }
        );
        rnn.to(float64);
        using (no_grad())
            foreach (var parameter in rnn.parameters())
                parameter.mul_(gain);
        var input = randn(Steps, 1, Width, float64).requires_grad_();
        var last = rnn.forward(input, null)[Steps - 1, 0];

        // Of each step, how far the last state moves for an error of one in each of the step's inputs, at most.
        var reach = zeros(Steps, float64);
        for (var unit = 0; unit < hidden; unit++)
            reach = maximum(reach, autograd.grad([last[unit]], [input], retain_graph: true)[0].abs().sum([1L, 2L]));
        var steps = (reach.sum() / reach.max()).item<double>();
        output.WriteLine(FormattableString.Invariant($"{cell} of {hidden}, gain {gain}: {steps:0.0} steps"));
        steps.Should().BeLessThanOrEqualTo(RoundingBound.Memory);
    }
}
