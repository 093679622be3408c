using System.Globalization;
using Cake.Frosting;
using Repro.Experiment;
using Spectre.Console;

namespace ReproBuild.Tasks.Pipeline;

[TaskName(nameof(Prepare))]
[TaskDescription("Splits and numbers the reviews and finds their words' vectors.")]
[IsDependentOn(typeof(Fetch))]
public sealed class Prepare : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var lines = new List<string>();
        await Inputs.WithSourceAsync(context, async (source, cancellation) =>
        {
            foreach (var spec in Inputs.Distinct(context.Request)) lines.Add(Line(spec, await source.LoadAsync(spec, cancellation)));
        });
        foreach (var line in lines) context.Console.Write(new Text(line + "\n"));
    }

    private static string Line(ExperimentSpec spec, ExperimentInputs inputs)
    {
        var corpus = inputs.Corpus;
        var vectors = inputs.Vectors is { } found ? string.Create(CultureInfo.InvariantCulture, $"; {found.Found:N0} of them in {spec.Vectors}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{spec.Corpus.Name}: {corpus.Train.Count:N0} reviews to train, {corpus.Validation.Count:N0} to validate, {corpus.Test.Count:N0} to test; {corpus.Vocabulary.Count:N0} vocabulary entries{vectors}");
    }
}
