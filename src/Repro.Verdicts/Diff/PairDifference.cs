using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>One experiment, two sides.</summary>
/// <param name="Path">The experiment, or both where they differ.</param>
/// <param name="From">What was expected.</param>
/// <param name="To">What was held against it.</param>
/// <param name="Verdict">The gravest of the blocking verdicts; null where nothing is judged, as of predictions.</param>
/// <param name="Comparisons">Number by number; <c>run</c> stands for a whole side, <c>attribution.2</c> for a whole
/// sentence.</param>
/// <param name="FirstBeyond">The first epoch in which a loss is beyond its tolerance, either way; null where none is,
/// and of anything but curves.</param>
/// <param name="Sentences">Of attributions only.</param>
/// <param name="Notes">Sentences about the two sides.</param>
public sealed record PairDifference(
    string Path,
    DifferenceSide From,
    DifferenceSide To,
    Verdict? Verdict,
    EquatableList<QuantityComparison> Comparisons,
    int? FirstBeyond,
    EquatableList<SentenceDifference> Sentences,
    EquatableList<string> Notes
)
{
    /// <summary>The first step that is, of sides with the same batches; null as there.</summary>
    public StepBeyond? FirstStepBeyond { get; init; }

    /// <summary>Of predictions only; null where they cannot be compared, as <see cref="Comparisons"/> say.</summary>
    public PredictionDifference? Predictions { get; init; }
}

/// <param name="Label">What a column of its values is called.</param>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Place">The folder that it was read from.</param>
public sealed record DifferenceSide(string Label, string Experiment, string Place);
