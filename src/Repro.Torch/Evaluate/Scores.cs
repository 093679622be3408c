using System.Globalization;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Torch.Models;

namespace Repro.Torch.Evaluate;

/// <summary>A model's output for every review of a set, in batch order.</summary>
/// <param name="Ids">One per review.</param>
/// <param name="Labels">0 or 1 per review.</param>
/// <param name="Logits">One per review.</param>
/// <param name="BatchSizes">Reviews per batch; their sum is the number of reviews.</param>
public sealed record Scores(
    IReadOnlyList<string> Ids,
    IReadOnlyList<int> Labels,
    IReadOnlyList<float> Logits,
    IReadOnlyList<int> BatchSizes
)
{
    /// <summary>Digest of the batches; null if they were not read from reviews.</summary>
    public string? Read { get; init; }

    /// <summary>Runs the model over all batches in evaluation mode, without gradients.</summary>
    /// <param name="model">It is not changed.</param>
    /// <param name="iterator">The validation or test reviews; one epoch is read.</param>
    /// <param name="finished">Called after each batch with the number of batches done.</param>
    /// <exception cref="ReproException">A logit is not a finite number (exit code 6).</exception>
    public static Scores Collect(SentimentModel model, BucketIterator iterator, Action<int>? finished = null)
    {
        using var read = new BatchDigest();
        using var evaluation = new EvaluationMode(model);
        var (ids, labels, logits, sizes) = (new List<string>(), new List<int>(), new List<float>(), new List<int>());
        foreach (var batch in iterator.Epoch(model.Assemble))
        {
            read.Add(batch);
            ids.AddRange(Enumerable.Range(0, batch.Size).Select(batch.Id));
            labels.AddRange(batch.Labels.Select(label => (int)label));
            logits.AddRange(Forward(model, batch));
            sizes.Add(batch.Size);
            if (logits.FindIndex(logits.Count - batch.Size, logit => !float.IsFinite(logit)) is var other and >= 0)
                throw new ReproException(
                    ExitCode.NotMeasured,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"test: the logit of {ids[other]} is {logits[other]}, at batch {sizes.Count} of "
                            + $"{iterator.BatchCount}, but must be finite. The model has diverged; "
                            + $"train it again with another seed or a lower learning rate."
                    )
                );
            finished?.Invoke(sizes.Count);
        }

        return new Scores(ids, labels, logits, sizes) { Read = read.Take() };
    }

    /// <summary>Binary cross-entropy in nats, averaged by the given rule (Q9).</summary>
    public double Loss(LossAverage average)
    {
        double[] losses = [.. Logits.Zip(Labels, CrossEntropy)];
        if (average == LossAverage.Examples)
            return losses.Average();
        var start = 0;
        return BatchSizes.Average(size => losses[start..(start += size)].Average());
    }

    /// <summary>The form stored with the run.</summary>
    public TestPredictions Predictions() =>
        new(
            EquatableList.Create<string>([.. Ids]),
            EquatableList.Create<int>([.. Labels]),
            EquatableList.Create<float>([.. Logits.Select(Classes.Probability)]),
            EquatableList.Create<int>([.. BatchSizes])
        )
        {
            Read = Read,
        };

    private static float[] Forward(SentimentModel model, Batch batch)
    {
        using var logits = model.Predict(batch);
        using var values = logits.cpu();
        return values.data<float>().ToArray();
    }

    /// <summary>The numerically stable form used by <c>BCEWithLogitsLoss</c>.</summary>
    private static double CrossEntropy(float logit, int label) =>
        Math.Max(logit, 0) - (logit * (double)label) + double.LogP1(Math.Exp(-Math.Abs((double)logit)));
}
