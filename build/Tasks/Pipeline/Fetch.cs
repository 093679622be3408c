using Cake.Frosting;
using Repro;
using Repro.Data.Fetch;
using Repro.Data.Inputs;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Fetch))]
[TaskDescription("Brings reviews and word vectors to this machine, verified; the sample profile needs none.")]
public sealed class Fetch : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var specs = Inputs.Distinct(context.Request).DistinctBy(spec => (spec.Corpus.Name, spec.Vectors)).ToList();
        if (specs.All(spec => InputSource.ArchivesOf(spec).Count == 0))
        {
            context.Console.WriteLine("Nothing to fetch: this program generates the sample's reviews and vectors.");
            return;
        }

        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await Inputs.WithSourceAsync(
            context,
            async (source, cancellation) =>
            {
                foreach (var spec in specs)
                    lines.UnionWith((await source.FetchAsync(spec, cancellation)).SelectMany(Lines));
            }
        );
        foreach (var line in lines)
            context.Console.Write(new Text(line + "\n"));
    }

    private static IEnumerable<string> Lines(FetchedArchive archive) =>
        archive
            .PassedOver.Select(other => $"{archive.Entry.Name}: skipped in the mirror: {other}")
            .Prepend(
                $"{archive.Entry.Name}: {Words.Of(archive.Source)}, "
                    + $"{archive.Path}{(archive.Note is { } note ? $" ({note})" : "")}"
            );
}
