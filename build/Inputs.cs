using Repro.Data.Fetch;
using Repro.Data.Fetch.Download;
using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Requests;
using Spectre.Console;

namespace ReproBuild;

/// <summary>The distinct inputs of the requested experiments, from the request's mirror and cache.</summary>
public static class Inputs
{
    /// <summary>Specs with different inputs; the others share theirs.</summary>
    public static IReadOnlyList<ExperimentSpec> Distinct(ResolvedRequest request) =>
        [
            .. request
                .Each()
                .SelectMany(one => one.Experiments)
                .DistinctBy(spec => (spec.Corpus, spec.Seed, spec.Vectors)),
        ];

    /// <summary>
    /// Runs <paramref name="work"/> with a source that shows downloads as bars, or as lines if the console is
    /// redirected.
    /// </summary>
    public static async Task WithSourceAsync(BuildContext context, Func<InputSource, CancellationToken, Task> work)
    {
        using var http = ArchiveDownload.CreateClient();
        await context
            .Console.Progress()
            .Columns(
                new ProgressBarColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn()
            )
            .StartAsync(async drawing =>
            {
                var fetcher = new Fetcher(
                    context.Request.Cache,
                    context.Request.Mirror,
                    http,
                    TimeProvider.System,
                    new DownloadBars(drawing),
                    locks: context.Locks
                );
                await work(
                    new InputSource(context.Request.Cache, fetcher, ThisProgram.OfData),
                    context.Run.Interrupted
                );
            });
    }

    /// <summary>A bar for each archive that has to be downloaded.</summary>
    private sealed class DownloadBars(ProgressContext drawing) : IProgress<FetchProgress>
    {
        private readonly Dictionary<string, ProgressTask> bars = [];

        public void Report(FetchProgress value)
        {
            if (!bars.TryGetValue(value.FileName, out var bar))
                bars[value.FileName] = bar = drawing.AddTask(value.FileName, maxValue: value.Total);
            bar.Value = value.Bytes;
        }
    }
}
