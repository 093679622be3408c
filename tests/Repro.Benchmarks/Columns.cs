using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;

namespace Repro.Benchmarks;

/// <summary>
/// What BenchmarkDotNet shows and keeps. On a shared machine the fastest call and the median say more than a mean.
/// </summary>
internal sealed class Columns : ManualConfig
{
    public Columns()
    {
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        HideColumns(
            Column.Error,
            Column.StdDev,
            Column.RatioSD,
            Column.Gen0,
            Column.Gen1,
            Column.Gen2,
            Column.AllocRatio
        );
        AddDiagnoser(MemoryDiagnoser.Default);
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Full);
        AddLogger(ConsoleLogger.Default);
    }
}
