using System.Globalization;
using Cake.Frosting;
using Repro.Data.Inputs;
using Repro.Data.Prepare.Vectors;
using Repro.Experiments;
using Repro.Runs;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Prepare))]
[TaskDescription("Splits and numbers the reviews and finds their words' vectors.")]
[IsDependentOn(typeof(Fetch))]
public sealed class Prepare : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var prepared = new List<(ExperimentSpec Spec, ExperimentInputs Inputs)>();
        await Inputs.WithSourceAsync(
            context,
            async (source, cancellation) =>
            {
                foreach (var spec in Inputs.Distinct(context.Request))
                    prepared.Add((spec, await source.LoadAsync(spec, cancellation)));
            }
        );
        context.Run.Request = context.Request with
        {
            Loaded = [.. prepared.Select(p => new LoadedInputs(p.Spec.InputsHash(), p.Inputs.Digests))],
        };
        PreparedInputs.Write(context.Paths.Prepared, ThisProgram.OfData, context.Request.Loaded);
        foreach (var corpus in prepared.GroupBy(p => p.Inputs.Corpus))
            context.Console.Write(new Text(Line([.. corpus]) + "\n"));
    }

    /// <summary>A corpus, and how many words of its vocabulary each of the requested word vectors has.</summary>
    private static string Line(IReadOnlyList<(ExperimentSpec Spec, ExperimentInputs Inputs)> prepared)
    {
        var (spec, corpus) = (prepared[0].Spec, prepared[0].Inputs.Corpus);
        var vectors = prepared
            .Select(p => p.Inputs.Vectors)
            .OfType<VectorMatrix>()
            .Select(found =>
                string.Create(CultureInfo.InvariantCulture, $"; {found.Found:N0} of them in {found.Name}")
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{spec.Corpus.Name}: {corpus.Train.Count:N0} reviews to train, {corpus.Validation.Count:N0} to "
                + $"validate, {corpus.Test.Count:N0} to test; {corpus.Vocabulary.Count:N0} vocabulary "
                + $"entries{string.Concat(vectors)}"
        );
    }
}
