using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The size of each run beside the notebook's.</summary>
internal static class SizesSection
{
    public static ReportTable Build(ReportData data) =>
        new(
            "Sizes, ours / the notebook's",
            [
                new("experiment"),
                new("vocabulary", true),
                new("embedding", true),
                new("units", true),
                new("training batch", true),
                new("epochs at most", true),
                new("vectors"),
            ],
            [.. data.Runs.Select(run => Row(run, data))],
            ["Units are LSTM units a direction, or channels a convolution."]
        );

    private static EquatableList<ReportCell> Row(RunResult run, ReportData data)
    {
        var (ours, theirs) = (run.Spec, data.Assignment.Spec(data.Notebook.Profile, run.Spec.Model, run.Spec.Protocol));
        var vocabulary = run.Metrics.TryGetValue(QuantityNames.VocabularySize, out var size) ? size : double.NaN;
        var printed = data
            .Notebook.Claims.Where(c => c.Rule != ClaimRule.Positive)
            .SelectMany(c => c.Printed)
            .FirstOrDefault(p => p.Quantity == QuantityNames.VocabularySize)
            ?.Value();
        return
        [
            ours.Name(),
            $"{Numbers.Of(QuantityNames.VocabularySize, vocabulary)} / "
                + $"{Numbers.Of(QuantityNames.VocabularySize, printed)}",
            Pair(ours, theirs, s => s.Rnn?.Embedding ?? s.Cnn?.Embedding ?? Own(s, "embedding")),
            Pair(ours, theirs, s => s.Rnn?.Hidden ?? s.Cnn?.Channels ?? Own(s, "units")),
            Pair(ours, theirs, s => s.Batches.Training),
            Pair(ours, theirs, s => s.Training.MaxEpochs),
            ours.Vectors is null ? Numbers.None : $"{ours.Vectors} / {theirs.Vectors}",
        ];
    }

    private static string Pair(ExperimentSpec ours, ExperimentSpec theirs, Func<ExperimentSpec, double?> size) =>
        size(ours) is { } mine && size(theirs) is { } their
            ? FormattableString.Invariant($"{mine} / {their}")
            : Numbers.None;

    private static double? Own(ExperimentSpec spec, string size) =>
        spec.Sizes?.FirstOrDefault(s => s.Name == size)?.Value;
}
