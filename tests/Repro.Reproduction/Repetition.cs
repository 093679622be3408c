using Repro.Requests;
using Repro.Runs;

namespace Repro.Reproduction;

/// <summary>
/// Trains and attributes the experiments of a request from the start, once for every line of the input, in one process;
/// after each round a line of output, when what is no longer needed has been given back. Garbage is collected all the
/// while. For whoever watches what the process holds, and lets go.
/// </summary>
internal static class Repetition
{
    public static async Task RunAsync(
        ResolvedRequest request,
        TextReader input,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var runs = request.Experiments.Select(spec => (Spec: spec, Folder: request.FolderOf(spec))).ToList();
        using var collector = new BusyCollector();
        for (var round = 1; await input.ReadLineAsync(cancellation) is not null; round++)
        {
            foreach (var (_, folder) in runs)
                Forget(folder);
            foreach (var (spec, _) in runs)
                (await FixtureProcess.RunOf(spec, request)).EnsureAttributed(cancellation);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            await output.WriteLineAsync(FormattableString.Invariant($"round {round}"));
            await output.FlushAsync(cancellation);
        }
    }

    // All checkpoints before the first training: the other protocol's would be taken over.
    private static void Forget(RunFolder folder)
    {
        if (Directory.Exists(folder.Root))
            File.Delete(folder.Complete);
        if (Directory.Exists(folder.Checkpoint))
            Directory.Delete(folder.Checkpoint, recursive: true);
    }
}
