using BenchmarkDotNet.Attributes;
using Repro.Torch.Kernels;
using Repro.Torch.Libtorch;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>
/// One step of Adam over the CNN's embedding, 202,065 × 300, where every row has had a gradient before.
/// </summary>
[ShortJob(warmups: 2, calls: 7)]
public class AdamStep
{
    private const int Rows = 202_065,
        Dim = 300,
        RowsOfBatch = 8_500;

    private readonly float[] gradients = new float[Rows * Dim];
    private readonly int[] allRows = new int[Rows],
        batchRows = new int[Rows];
    private TorchSharp.Modules.Parameter dense = null!;
    private optim.Optimizer optimizer = null!;
    private Tensor table = null!;
    private FusedAdam fused = null!;
    private RowMoments moments = null!;

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        dense = new TorchSharp.Modules.Parameter(randn(Rows, Dim));
        dense.grad = randn(Rows, Dim);
        dense.grad!.data<float>().CopyTo(gradients);
        optimizer = optim.Adam([dense]);
        table = randn(Rows, Dim);
        fused = new FusedAdam(1e-3, 0.9, 0.999, 1e-8, Environment.ProcessorCount);
        moments = new RowMoments(Rows, Dim);
        for (var row = 0; row < Rows; row++)
            (allRows[row], batchRows[row], moments.Touched[row]) = (
                row * Dim,
                row % (Rows / RowsOfBatch) == 0 ? row * Dim : -1,
                true
            );
    }

    [Benchmark(Baseline = true)]
    public void TorchSharp() => optimizer.step();

    [Benchmark]
    public void Dense() => Step(allRows);

    /// <summary>As many rows have a gradient as a batch has distinct words; the moments of the others decay.</summary>
    [Benchmark]
    public void Sparse() => Step(batchRows);

    [GlobalCleanup]
    public void Release()
    {
        foreach (var owned in (IDisposable[])[optimizer, dense, table])
            owned.Dispose();
    }

    private void Step(int[] rowGradient)
    {
        fused.NextStep();
        fused.UpdateRows(TensorMemory.Of(table), moments, rowGradient, gradients);
    }
}
