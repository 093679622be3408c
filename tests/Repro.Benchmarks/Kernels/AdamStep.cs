using BenchmarkDotNet.Attributes;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>One step of Adam over an embedding of 50,000 × 300, a tenth of whose rows have a gradient now and half have had one before.</summary>
public class AdamStep
{
    private const int Rows = 50_000, Dim = 300, Before = Rows / 2, Now = Rows / 10;

    private readonly float[] gradients = new float[Now * Dim];
    private readonly int[] places = new int[Rows];
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
        dense.grad = zeros(Rows, Dim);
        using (var gradient = randn(Now, Dim))
        using (var first = dense.grad!.narrow(0, 0, Now))
        {
            gradient.data<float>().CopyTo(gradients);
            first.copy_(gradient);
        }

        optimizer = optim.Adam([dense]);
        table = randn(Rows, Dim);
        fused = new FusedAdam(1e-3, 0.9, 0.999, 1e-8, Environment.ProcessorCount);
        moments = new RowMoments(Rows, Dim);
        for (var row = 0; row < Rows; row++) (places[row], moments.Touched[row]) = (row < Now ? row * Dim : -1, row < Before);
    }

    [Benchmark(Baseline = true)]
    public void TorchSharp() => optimizer.step();

    [Benchmark]
    public void Fused()
    {
        fused.NextStep();
        fused.UpdateRows(CnnWeights.Memory(table), moments, places, gradients);
    }

    [GlobalCleanup]
    public void Release()
    {
        foreach (var owned in (IDisposable[])[optimizer, dense, table]) owned.Dispose();
    }
}
