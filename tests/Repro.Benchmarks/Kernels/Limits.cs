using BenchmarkDotNet.Attributes;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Benchmarks.Kernels;

/// <summary>The limits of this machine: how fast it multiplies matrices, and how fast it moves memory.</summary>
[ShortJob(warmups: 2, calls: 9)]
public class Limits
{
    private const int Floats = 60_619_500,
        Threads = 2;

    private readonly float[] from = new float[Floats],
        to = new float[Floats];
    private Tensor rows = null!,
        weights = null!,
        products = null!;

    [GlobalSetup]
    public void Prepare()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        (rows, weights, products) = (randn(14_720, 512), randn(512, 1024), zeros(14_720, 1024));
        Array.Fill(from, 1);
        Array.Fill(to, 2);
    }

    /// <summary>15.4 GFLOP: the second layer's input projection, one direction, of 64 reviews × 230 tokens.</summary>
    [Benchmark]
    public void MatrixProduct()
    {
        using var none = no_grad();
        products.addmm_(rows, weights, beta: 0, alpha: 1);
    }

    /// <summary>Reads and writes 242 MB each: the embedding's 202,065 × 300 weights.</summary>
    [Benchmark]
    public void Copy()
    {
        const int part = Floats / Threads;
        Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            i => from.AsSpan(i * part, part).CopyTo(to.AsSpan(i * part))
        );
    }

    [GlobalCleanup]
    public void Release()
    {
        foreach (var owned in (Tensor[])[rows, weights, products])
            owned.Dispose();
    }
}
