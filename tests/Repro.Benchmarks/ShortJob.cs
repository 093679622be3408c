using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Repro.Benchmarks;

/// <summary>
/// Every call takes from milliseconds to minutes, so a few single ones say enough. They run in this process: a project
/// that BenchmarkDotNet makes up and builds would not find libtorch where ours is.
/// </summary>
/// <param name="warmups">Calls that do not count, first.</param>
/// <param name="calls">Calls that count.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortJobAttribute(int warmups, int calls)
    : JobConfigBaseAttribute(
        Job.Default.WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(warmups)
            .WithIterationCount(calls)
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true))
    );
