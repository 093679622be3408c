using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Repro.Data.Inputs;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Files;
using Repro.Torch;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Reproduction;

/// <summary>
/// The first training steps of an experiment, with everything another implementation needs to take them too:
/// <c>initial.safetensors</c>, the weights before the first; <c>batches.jsonl</c>, a batch a line; <c>ours.json</c>, a
/// <see cref="FirstSteps"/>.
/// </summary>
/// <param name="Spec">The experiment.</param>
/// <param name="Losses">Of each step, without dropout: equal on every device and in every implementation, but for
/// rounding.</param>
/// <param name="DroppedLosses">Of each step, with the experiment's dropout.</param>
/// <param name="Seconds">Of each of these, with its batch put together.</param>
public sealed record FirstSteps(
    ExperimentSpec Spec,
    EquatableList<double> Losses,
    EquatableList<double> DroppedLosses,
    EquatableList<double> Seconds
)
{
    internal static void Record(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        RunSurroundings surroundings,
        string folder,
        int steps
    )
    {
        List<Batch> batches =
        [
            .. BucketIterators.Create(inputs.Corpus, spec.Batches, spec.Seed).Train.Epoch().Take(steps),
        ];
        var threads = surroundings.Environment.Threads;
        SafeFile.WriteText(Path.Combine(folder, "batches.jsonl"), Lines(batches));
        var (losses, _) = Take(
            WithoutDropout(spec),
            inputs,
            threads,
            batches,
            model => Checkpoint.Save(model, Path.Combine(folder, "initial.safetensors"))
        );
        var (dropped, seconds) = Take(spec, inputs, threads, batches, _ => { });
        SafeFile.WriteJson(
            Path.Combine(folder, "ours.json"),
            new FirstSteps(spec, [.. losses], [.. dropped], [.. seconds])
        );
    }

    private static (List<double> Losses, List<double> Seconds) Take(
        ExperimentSpec spec,
        ExperimentInputs inputs,
        int threads,
        List<Batch> batches,
        Action<SentimentModel> before
    )
    {
        Determinism.Begin(spec.Seed, threads);
        using var model = ModelFactory.Create(spec, inputs.Corpus.Vocabulary.Count, inputs.Vectors);
        before(model);
        model.train();
        using var step = TrainStep.For(model, spec.Training);
        var (losses, seconds) = (new List<double>(), new List<double>());
        foreach (var batch in batches)
        {
            var began = Stopwatch.GetTimestamp();
            losses.Add(step.Train(batch));
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return (losses, seconds);
    }

    private static ExperimentSpec WithoutDropout(ExperimentSpec spec) =>
        spec with
        {
            Rnn = spec.Rnn is { } rnn ? rnn with { Dropout = 0 } : null,
            Cnn = spec.Cnn is { } cnn ? cnn with { Dropout = 0 } : null,
        };

    private static string Lines(List<Batch> batches)
    {
        var lines = new StringBuilder();
        foreach (var batch in batches)
            lines
                .Append(
                    JsonSerializer.Serialize(
                        new
                        {
                            batch.Labels,
                            Tokens = Enumerable.Range(0, batch.Size).Select(i => batch.Tokens(i).ToArray()),
                        },
                        Json.Canonical
                    )
                )
                .Append('\n');
        return lines.ToString();
    }
}
