using BenchmarkDotNet.Running;
using Repro.Benchmarks;
using Repro.Torch;

Libtorch.Bind(AppContext.BaseDirectory, Environment.GetEnvironmentVariable("REPRO_LIBTORCH"));
BenchmarkSwitcher.FromAssembly(typeof(ShortJob).Assembly).Run(args, new ShortJob());
