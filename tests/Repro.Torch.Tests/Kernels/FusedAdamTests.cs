using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Libtorch;
using Repro.Torch.Tests.Testing;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels;

[Collection(LibtorchGroup.Name)]
public class FusedAdamTests
{
    [Fact]
    public void Sparse_rows_move_as_under_dense_Adam_whether_they_have_a_gradient_or_not()
    {
        using var scope = NewDisposeScope();
        const int rows = 600,
            dim = 13;
        manual_seed(3);
        var start = randn(rows, dim);
        var plain = new TorchSharp.Modules.Parameter(start.to(float64));
        var fast = start.clone();
        using var optimiser = optim.Adam([plain], 1e-3);
        var adam = new FusedAdam(1e-3, 0.9, 0.999, 1e-8, threads: 2);
        var moments = new RowMoments(rows, dim);
        for (var step = 0; step < 30; step++)
        {
            // A different few rows each step: some are touched once and never again, most never.
            int[] touched = [step, (step * 7) % 40, 300 + (step % 3)];
            var gradients = randn(3, dim);
            var dense = zeros(rows, dim);
            var place = Enumerable.Repeat(-1, rows).ToArray();
            for (var i = 0; i < 3; i++)
            {
                dense[touched[i]] = gradients[i];
                place[touched[i]] = i * dim;
            }

            plain.grad = dense.to(float64);
            optimiser.step();
            adam.NextStep();
            adam.UpdateRows(TensorMemory.Of(fast), moments, place, gradients.data<float>().ToArray());
            var limit = (step + 1) * RoundingBound.AdamStep(Largest(plain), 1e-3);
            TensorAssert.Close(fast, plain, limit, $"after step {step + 1}");
        }

        moments.Touched.Count(t => t).Should().BeLessThan(60);
        fast[500].Equals(start[500]).Should().BeTrue("a row that no gradient touched stays as it was");
    }

    [Fact]
    public void A_dense_parameter_moves_as_under_dense_Adam()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var start = randn(1001);
        var plain = new TorchSharp.Modules.Parameter(start.to(float64));
        var fast = start.clone();
        using var optimiser = optim.Adam([plain], 2e-3, 0.8, 0.99, 1e-6);
        var adam = new FusedAdam(2e-3, 0.8, 0.99, 1e-6, threads: 1);
        var moments = new AdamMoments(1001);
        for (var step = 0; step < 20; step++)
        {
            var gradient = randn(1001);
            plain.grad = gradient.to(float64);
            optimiser.step();
            adam.NextStep();
            adam.Update(TensorMemory.Of(fast), gradient.data<float>().ToArray(), moments);
        }

        TensorAssert.Close(fast, plain, 20 * RoundingBound.AdamStep(Largest(plain), 2e-3), "weights");
    }

    private static double Largest(Tensor weights) => weights.abs().max().item<double>();
}
