using BenchmarkDotNet.Reports;

namespace Repro.Benchmarks.Ratios;

/// <summary>
/// Seconds of each benchmark's fastest call, by <c>Class.Method</c>: the one that others on the machine disturbed
/// least.
/// </summary>
internal static class FastestCalls
{
    public static IReadOnlyDictionary<string, double> Of(IEnumerable<Summary> summaries) =>
        summaries
            .SelectMany(summary => summary.Reports)
            .Where(report => report.ResultStatistics is not null)
            .ToDictionary(
                report =>
                    $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}",
                report => report.ResultStatistics!.Min / 1e9
            );
}
