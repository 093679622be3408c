using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff.Predictions;

namespace Repro.Verdicts.Diff;

/// <summary>One experiment, two sides.</summary>
/// <param name="Path">The experiment, or both if they differ.</param>
/// <param name="From">The expected side.</param>
/// <param name="To">The side that was checked.</param>
/// <param name="Verdict">The most severe blocking verdict; null if nothing is judged, as for predictions.</param>
/// <param name="Comparisons">Number by number; <c>run</c> means a whole side, <c>attribution.2</c> for a whole
/// sentence.</param>
/// <param name="FirstBeyond">For curves, the first epoch in which a loss is beyond its tolerance in either direction;
/// else null.</param>
/// <param name="Sentences">For attributions only.</param>
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
    /// <summary>The first such step, if the sides have the same batches; else null.</summary>
    public StepBeyond? FirstStepBeyond { get; init; }

    /// <summary>For predictions only; null if they cannot be compared (see <see cref="Comparisons"/>).</summary>
    public PredictionDifference? Predictions { get; init; }
}

/// <param name="Label">Title of the column with its values.</param>
/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Place">The folder it was read from.</param>
public sealed record DifferenceSide(string Label, string Experiment, string Place);
