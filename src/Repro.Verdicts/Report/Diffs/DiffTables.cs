using System.Globalization;
using Repro.Quantities;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Report.Sections;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>The tables of a difference, for every medium.</summary>
internal static class DiffTables
{
    public static string Title(Difference difference) =>
        $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Words.Of(difference.Of))}, {difference.From} → "
        + $"{difference.To}";

    public static IEnumerable<ReportTable> Build(Difference difference) =>
        difference.Of switch
        {
            DiffSubject.Attributions => difference.Pairs.Select(pair => Sentences(difference, pair)),
            DiffSubject.Predictions => difference.Pairs.SelectMany(pair => PredictionTables.Build(difference, pair)),
            DiffSubject.Curves => [Numbers(difference, [new("epoch", true), new("loss")], EpochAndLoss)],
            _ => [Numbers(difference, [new("metric")], c => [c.Quantity])],
        };

    private static ReportTable Numbers(
        Difference difference,
        ReportColumn[] named,
        Func<QuantityComparison, ReportCell[]> name
    ) =>
        new(
            Title(difference),
            [
                new("path"),
                .. named,
                new(TerminalText.Of(difference.From), true),
                new(TerminalText.Of(difference.To), true),
                new("change", true),
                new("tolerance", true),
                new("verdict"),
            ],
            [
                .. difference.Pairs.SelectMany(pair =>
                    pair.Comparisons.Select(c => (EquatableList<ReportCell>)[pair.Path, .. name(c), .. Values(c)])
                ),
            ],
            [.. difference.Pairs.SelectMany(pair => Notes(difference, pair)), .. Grey(difference.Pairs)]
        );

    private static ReportCell[] EpochAndLoss(QuantityComparison c) =>
        c.Parsed is { Epoch: { } epoch, Name: var loss }
            ? [epoch.ToString(CultureInfo.InvariantCulture), loss]
            : [Tables.Numbers.None, c.Quantity];

    private static ReportCell[] Values(QuantityComparison c) =>
        [.. DeviationsSection.Cells(c).Skip(1), VerdictText.Cell(c.Verdict, c.Blocking)];

    private static ReportTable Sentences(Difference difference, PairDifference pair) =>
        new(
            $"{pair.Path}: {difference.From} → {difference.To}",
            [
                new("#", true),
                new("sentence"),
                new("rank\ncorr.", true),
                new("top\nwords", true),
                new("sign\nflips"),
                new("score\nchange", true),
                new("prob.\nchange", true),
                new("delta\nfrom", true),
                new("delta\nto", true),
                new("verdict"),
            ],
            [.. pair.Sentences.Select(Row)],
            [.. Notes(difference, pair), .. Grey([pair])]
        );

    private static EquatableList<ReportCell> Row(SentenceDifference s) =>
        [
            s.Number.ToString(CultureInfo.InvariantCulture),
            s.Sentence,
            s.RankCorrelation?.ToString("0.0000", CultureInfo.InvariantCulture) ?? Tables.Numbers.None,
            FormattableString.Invariant($"{s.SharedTop} of {s.Top}"),
            s.SignFlips.Count == 0 ? "0" : FormattableString.Invariant($"{s.SignFlips.Count}: {s.SignFlips}"),
            Signed(s.ScoreChange),
            Signed(s.ProbabilityChange),
            Tables.Numbers.Of(QuantityPath.DeltaPattern, s.From.Delta),
            Tables.Numbers.Of(QuantityPath.DeltaPattern, s.To.Delta),
            !s.Valid ? new ReportCell("not valid", Tone.Bad)
            : s.Verdict is { } verdict ? VerdictText.Cell(verdict, s.Blocking)
            : new ReportCell(VerdictText.Word(null), Tone.Muted),
        ];

    internal static IEnumerable<string> Notes(Difference difference, PairDifference pair)
    {
        foreach (var note in pair.Notes)
            yield return $"{pair.Path}: {note}";
        foreach (var side in (DifferenceSide[])[pair.From, pair.To])
            if (side.Label is "from" or "to")
                yield return $"{pair.Path}: {side.Label} is {side.Place}.";
        if (
            difference.Of == DiffSubject.Curves
            && pair.Comparisons.Any(c => c.Parsed.Group == QuantityGroup.Curve && c.Tolerance is not null)
        )
            yield return FirstBeyond(pair);
        if (pair.FirstStepBeyond is { } step)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{pair.Path}: step {step.Step} of epoch {step.Epoch} is the first beyond that epoch's "
                    + $"tolerance: {Loss(step.From)} → {Loss(step.To)}."
            );
        foreach (
            var group in pair
                .Comparisons.Where(c => c.Tolerance is null)
                .GroupBy(c => c.Because, StringComparer.Ordinal)
        )
            yield return $"{pair.Path}, {string.Join(", ", group.Select(c => c.Quantity))}: {group.Key}.";
    }

    private static string Loss(double value) => Tables.Numbers.Of(QuantityPath.TrainLossPattern, value);

    private static string FirstBeyond(PairDifference pair)
    {
        if (pair.FirstBeyond is not { } epoch)
            return $"{pair.Path}: no epoch is beyond tolerance.";
        var losses = pair.Comparisons.Where(c =>
            c.Quantity.StartsWith(FormattableString.Invariant($"curve.{epoch}."), StringComparison.Ordinal)
            && c.Verdict is Verdict.Regression or Verdict.Improvement
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pair.Path}: epoch {epoch} is the first beyond tolerance: "
                + $"{string.Join(", ", losses.Select(c => $"{c.Parsed.Name} {Words.Of(c.Verdict)}"))}."
        );
    }

    private static IEnumerable<string> Grey(IEnumerable<PairDifference> pairs)
    {
        if (pairs.SelectMany(p => p.Comparisons).Any(c => !c.Blocking && c.Verdict != Verdict.Within))
            yield return "Verdicts in grey do not block.";
    }

    private static string Signed(double value) =>
        value == 0 ? "0" : value.ToString("+0.####;-0.####", CultureInfo.InvariantCulture);
}
