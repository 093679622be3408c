using System.Globalization;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// A run's unrounded numbers: the file <c>exact.verified.json</c>, to which a run of the same seed and arithmetic must
/// be equal.
/// </summary>
/// <param name="FirstEpoch">Loss of every step of the first epoch, in nats.</param>
/// <param name="EpochStarts">Loss of the first step of every epoch.</param>
/// <param name="Values">Metrics, curve and attributions by path, not rounded.</param>
/// <param name="Read">Digest of the batches that each epoch read; null in records that are older.</param>
/// <param name="TestRead">Digest of the test batches; null in records that are older.</param>
/// <param name="Probabilities">Probability of every test review, in the order of the test (<see cref="FloatText"/>);
/// null in records that are older.</param>
public sealed record ExactRecord(
    EquatableList<double> FirstEpoch,
    EquatableList<double> EpochStarts,
    SortedDictionary<string, double> Values,
    EquatableList<string>? Read = null,
    string? TestRead = null,
    string? Probabilities = null
)
{
    private static readonly string[] OfTraining =
    [
        QuantityNames.VocabularySize,
        QuantityNames.VectorsFound,
        QuantityNames.TrainedEpochs,
        QuantityNames.PrintedEpochs,
        QuantityNames.BestEpoch,
        QuantityNames.BestValidationLoss,
        QuantityNames.LastValidationLoss,
        QuantityNames.LastTrainLoss,
    ];

    /// <summary>Collects the record from a run's files; null if the run is older than the recording of steps.</summary>
    public static ExactRecord? Collect(RunResult run)
    {
        if (run.History?.Steps is not { } steps)
            return null;
        var values = RunValues.Metrics([
            .. run.Metrics,
            .. RunValues.Curve(run.History),
            .. RunValues.Attributions(run.Attributions),
        ]);
        var predictions = SafeFile.TryReadJson<TestPredictions>(run.Folder.Predictions, out _);
        return new ExactRecord(steps.FirstEpoch, steps.EpochStarts, values)
        {
            Read = steps.Read,
            TestRead = predictions?.Read,
            Probabilities = predictions is null ? null : FloatText.Of(predictions.Probabilities),
        };
    }

    /// <summary>A copy without the fields that the other, older record does not have.</summary>
    internal ExactRecord WithRecordsOf(ExactRecord other) =>
        this with
        {
            Read = other.Read is null ? null : Read,
            TestRead = other.TestRead is null ? null : TestRead,
            Probabilities = other.Probabilities is null ? null : Probabilities,
        };

    /// <summary>Everything in the order in which a run computes it, with what computed it.</summary>
    internal IReadOnlyList<ExactItem> InOrder()
    {
        var losses = FirstEpoch.Select(
            (loss, i) =>
                new ExactItem(
                    Path("step", 1, i + 1),
                    FormattableString.Invariant($"step {i + 1} of epoch 1"),
                    i switch
                    {
                        0 => "the first forward pass: initialisation or the model",
                        1 => "the first update: a backward pass or the optimiser",
                        _ => "a later step: a kernel, dropout or the optimiser",
                    },
                    loss
                )
        );
        return [.. ReadIn(1), .. losses, .. Enumerable.Range(1, Epochs).SelectMany(Epoch), .. AfterTraining()];
    }

    // The largest epoch that any field refers to, so that nothing is skipped.
    private int Epochs =>
        Values
            .Keys.Select(path => Quantity.Of(path).Epoch ?? 0)
            .Append(EpochStarts.Count)
            .Append(Read?.Count ?? 0)
            .Max();

    private IEnumerable<ExactItem> Epoch(int epoch)
    {
        if (epoch > 1)
        {
            foreach (var read in ReadIn(epoch))
                yield return read;
        }

        if (epoch > 1 && epoch <= EpochStarts.Count)
        {
            yield return new ExactItem(
                Path("step", epoch, 1),
                FormattableString.Invariant($"step 1 of epoch {epoch}"),
                "inside the epoch before it: a kernel, dropout or the optimiser",
                EpochStarts[epoch - 1]
            );
        }

        foreach (
            var number in Named(
                QuantityPath.TrainLoss(epoch),
                epoch == 1 ? "averaging the losses" : "inside an epoch: a kernel, dropout or the optimiser"
            )
        )
            yield return number;
        foreach (var number in Named(QuantityPath.ValidationLoss(epoch), "after an epoch: validation"))
            yield return number;
    }

    private IEnumerable<ExactItem> AfterTraining() =>
        [
            .. Values
                .Keys.Where(IsOfTraining)
                .SelectMany(path => Named(path, "after training: stopping, or which epoch is best")),
            .. TestRead is null
                ? Array.Empty<ExactItem>()
                : [new ExactItem("read.test", "the test's batches", "the test: data", null) { Text = TestRead }],
            .. FloatText
                .Read(Probabilities)
                .Select(
                    (probability, i) =>
                        new ExactItem(
                            Path("test.probability", i + 1),
                            FormattableString.Invariant($"the probability of test review {i + 1}"),
                            "the test: which weights were kept, or the forward pass",
                            probability
                        )
                ),
            .. Values
                .Keys.Where(path => Quantity.Of(path).Group is QuantityGroup.Metric && !IsOfTraining(path))
                .SelectMany(path => Named(path, "after the test: a metric")),
            .. Values
                .Keys.Where(path => Quantity.Of(path).Group is QuantityGroup.Attribution)
                .SelectMany(path => Named(path, "after the test: attribution")),
        ];

    private IEnumerable<ExactItem> ReadIn(int epoch)
    {
        if (Read is not null && epoch <= Read.Count)
            yield return new ExactItem(
                Path("read", epoch),
                FormattableString.Invariant($"the batches of epoch {epoch}"),
                epoch == 1 ? "data: tokens, vocabulary, split or batches" : "an epoch's order: shuffling",
                null
            )
            {
                Text = Read[epoch - 1],
            };
    }

    private IEnumerable<ExactItem> Named(string path, string place) =>
        Values.TryGetValue(path, out var value) ? [new ExactItem(path, path, place, value)] : [];

    private static bool IsOfTraining(string path) => OfTraining.Contains(path, StringComparer.Ordinal);

    private static string Path(string name, params int[] numbers) =>
        string.Join('.', [name, .. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
}

/// <summary>A number, or a digest, of a run.</summary>
/// <param name="Path">By which spans are looked up.</param>
/// <param name="Name">For a person.</param>
/// <param name="Place">What computed it.</param>
/// <param name="Value">As computed; null for a digest.</param>
internal sealed record ExactItem(string Path, string Name, string Place, double? Value)
{
    /// <summary>A digest; null for a number.</summary>
    public string? Text { get; init; }

    /// <summary>Bitwise comparison: two NaN are equal; 0 and −0 are not.</summary>
    public bool IsSameAs(ExactItem other) =>
        Text == other.Text
        && (Value is { } value ? BitConverter.DoubleToInt64Bits(value) : (long?)null)
            == (other.Value is { } their ? BitConverter.DoubleToInt64Bits(their) : null);
}
