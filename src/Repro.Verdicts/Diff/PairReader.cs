using System.Globalization;
using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>Reads and compares one pair of sides.</summary>
internal sealed class PairReader(
    DiffSubject subject,
    (string From, string To) labels,
    Tolerances tolerances,
    ReviewsAtHand reviews
)
{
    public PairDifference Of(Side from, Side to)
    {
        EquatableList<QuantityComparison> comparisons = [.. PairJudge.Judge(from, to, tolerances).Where(IsAskedFor)];
        EquatableList<SentenceDifference> sentences = [];
        if (
            subject == DiffSubject.Attributions
            && comparisons.All(c => c.Parsed.Group != QuantityGroup.Run)
            && from.Attributions is { } expected
            && to.Attributions is { } found
        )
            (sentences, comparisons) = new SentenceDiff(comparisons, to.Experiment).Of(expected, found);
        PredictionDifference? predictions = null;
        if (subject == DiffSubject.Predictions && comparisons.Count == 0)
            (predictions, comparisons) = new PredictionDiff(from, to, reviews).Read();
        return new PairDifference(
            Path(from, to),
            new DifferenceSide(labels.From, from.Experiment, from.Place),
            new DifferenceSide(labels.To, to.Experiment, to.Place),
            predictions is null
                ? VerdictFiles.Of(
                    new ExperimentVerdict(to.Spec.Profile, to.Experiment, to.Spec.Seed, to.Place, comparisons)
                )
                : null,
            comparisons,
            FirstBeyond(comparisons),
            sentences,
            [.. Notes(from, to)]
        )
        {
            FirstStepBeyond = subject == DiffSubject.Curves ? StepBeyond.First(from, to, comparisons) : null,
            Predictions = predictions,
        };
    }

    // If the numbers of epochs differ, the common epochs alone do not show the whole difference.
    private bool IsAskedFor(QuantityComparison comparison)
    {
        var group = comparison.Parsed.Group;
        return group == QuantityGroup.Run
            || subject switch
            {
                DiffSubject.Curves => group == QuantityGroup.Curve
                    || comparison.Quantity == QuantityNames.TrainedEpochs,
                DiffSubject.Attributions => IsOfAttributions(comparison.Quantity),
                DiffSubject.Predictions => false,
                _ => group is not (QuantityGroup.Curve or QuantityGroup.Attribution),
            };
    }

    private int? FirstBeyond(IEnumerable<QuantityComparison> comparisons) =>
        subject != DiffSubject.Curves
            ? null
            : comparisons
                .Where(c => c.Verdict is Verdict.Regression or Verdict.Improvement)
                .Select(c => c.Parsed.Epoch)
                .Min();

    private IEnumerable<string> Notes(Side from, Side to)
    {
        if (from.Run is not null && to.Run is not null && !from.HasSettingsOf(to))
            yield return $"Settings differ: {string.Join("; ", SettingsDifference.Find(from.Spec, to.Spec))}.";
        if (
            subject == DiffSubject.Curves
            && (from.History?.Epochs.Count, to.History?.Epochs.Count) is ({ } before, { } after)
            && before != after
        )
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{labels.From} has {before} epochs, {labels.To} {after}: between different runs the epochs "
                    + $"that both have are judged, and the number of them as {QuantityNames.TrainedEpochs}."
            );
    }

    // Only per-sentence quantities: agreed-signs judges nothing here, and flipped signs are shown word by word.
    private static bool IsOfAttributions(string quantity) =>
        Quantity.Of(quantity).Group == QuantityGroup.Attribution
        && quantity is not (QuantityPath.AgreedSigns or QuantityPath.TurnedSigns);

    private static string Path(Side from, Side to) =>
        from.Experiment == to.Experiment ? from.Experiment
        : (from.Name.Kind, to.Name.Kind) == (SideKind.Protocol, SideKind.Protocol) ? from.Spec.Model.Word
        : $"{from.Experiment} → {to.Experiment}";
}
