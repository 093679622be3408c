using System.Globalization;
using Repro.Quantities;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>What one pair of sides comes to.</summary>
internal sealed class PairReader(DiffSubject subject, (string From, string To) labels, Tolerances tolerances)
{
    public PairDifference Of(Side from, Side to)
    {
        EquatableList<QuantityComparison> comparisons = [.. PairJudge.Of(from, to, tolerances).Where(IsAskedFor)];
        EquatableList<SentenceDifference> sentences = [];
        if (
            subject == DiffSubject.Attributions
            && comparisons.All(c => c.Quantity != "run")
            && from.Attributions is { } expected
            && to.Attributions is { } found
        )
            (sentences, comparisons) = new SentenceDiff(comparisons, to.Experiment).Of(expected, found);
        return new PairDifference(
            Path(from, to),
            new DifferenceSide(labels.From, from.Experiment, from.Place),
            new DifferenceSide(labels.To, to.Experiment, to.Place),
            VerdictFiles.Of(new ExperimentVerdict(to.Spec.Profile, to.Experiment, to.Spec.Seed, to.Place, comparisons)),
            comparisons,
            FirstBeyond(comparisons),
            sentences,
            [.. Notes(from, to)]
        )
        {
            FirstStepBeyond = subject == DiffSubject.Curves ? StepBeyond.First(from, to, comparisons) : null,
        };
    }

    // Where the number of epochs differs, the epochs that both have say only half of it.
    private bool IsAskedFor(QuantityComparison comparison) =>
        comparison.Quantity == "run"
        || subject switch
        {
            DiffSubject.Curves => IsOfCurve(comparison.Quantity) || comparison.Quantity == QuantityNames.TrainedEpochs,
            DiffSubject.Attributions => IsOfAttributions(comparison.Quantity),
            _ => !IsOfCurve(comparison.Quantity)
                && !comparison.Quantity.StartsWith("attribution.", StringComparison.Ordinal),
        };

    private int? FirstBeyond(IEnumerable<QuantityComparison> comparisons) =>
        subject != DiffSubject.Curves
            ? null
            : comparisons
                .Where(c => IsOfCurve(c.Quantity) && c.Verdict is Verdict.Regression or Verdict.Improvement)
                .Select(c => (int?)int.Parse(c.Quantity.Split('.')[1], CultureInfo.InvariantCulture))
                .Min();

    private IEnumerable<string> Notes(Side from, Side to)
    {
        if (from.Run is not null && to.Run is not null && !from.HasSettingsOf(to))
            yield return $"Settings differ: {string.Join("; ", SettingsDifference.Of(from.Spec, to.Spec))}.";
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

    private static bool IsOfCurve(string quantity) => quantity.StartsWith("curve.", StringComparison.Ordinal);

    // Sentence by sentence: that no sign is agreed on judges nothing, and how many have turned is seen word by word.
    private static bool IsOfAttributions(string quantity) =>
        quantity.StartsWith("attribution.", StringComparison.Ordinal)
        && quantity is not (QuantityPath.AgreedSigns or QuantityPath.TurnedSigns);

    private static string Path(Side from, Side to) =>
        from.Experiment == to.Experiment ? from.Experiment
        : (from.Name.Kind, to.Name.Kind) == (SideKind.Protocol, SideKind.Protocol) ? from.Spec.Model.Word
        : $"{from.Experiment} → {to.Experiment}";
}
