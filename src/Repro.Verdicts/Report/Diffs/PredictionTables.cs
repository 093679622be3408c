using System.Globalization;
using Repro.Statistics;
using Repro.Verdicts.Diff;
using Repro.Verdicts.Diff.Predictions;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Diffs;

/// <summary>Tables of the changed predictions of one pair.</summary>
internal static class PredictionTables
{
    public static IEnumerable<ReportTable> Build(Difference difference, PairDifference pair)
    {
        var title = $"{pair.Path}: {difference.From} → {difference.To}";
        EquatableList<string> notes = [.. DiffTables.Notes(difference, pair)];
        if (pair.Predictions is not { } found)
            return [new(title, [], [], notes)];
        if (found.Moved == 0)
            return
            [
                new(
                    title,
                    [],
                    [],
                    [
                        .. notes,
                        $"No prediction moved: {Count(found.Reviews)} reviews, each with the same probability on "
                            + $"both sides.",
                    ]
                ),
            ];
        return
        [
            new(
                title,
                [new("predictions"), new("reviews", true)],
                [.. Counts(found)],
                [.. notes, PredictionText.Right(difference.From, difference.To, found.Right), PredictionText.Test]
            ),
            Moves(difference, pair, found),
            new(
                $"{pair.Path}: by label and by length",
                [new("reviews"), new("number", true), new("flips", true), new("mean\n|move|", true)],
                [.. found.ByLabel.Concat(found.ByLength).Select(Group)],
                []
            ),
        ];
    }

    private static IEnumerable<EquatableList<ReportCell>> Counts(PredictionDifference found)
    {
        var (zero, one) = (found.Labels[0], found.Labels[1]);
        yield return Row("tested", found.Reviews);
        yield return Row("probability moved", found.Moved);
        yield return Row($"{one} → {zero}", found.OneToZero);
        yield return Row($"{zero} → {one}", found.ZeroToOne);
        yield return Row("right → wrong", found.Right.RightToWrong);
        yield return Row("wrong → right", found.Right.WrongToRight);

        static EquatableList<ReportCell> Row(string name, int count) => [name, Count(count)];
    }

    private static ReportTable Moves(Difference difference, PairDifference pair, PredictionDifference found) =>
        new(
            $"{pair.Path}: largest moves of the probability of {found.Labels[1]}",
            [
                new("review"),
                new("label"),
                new(TerminalText.Of(difference.From), true),
                new(TerminalText.Of(difference.To), true),
                new("move", true),
                new("first words"),
            ],
            [
                .. found.Largest.Select(move =>
                    (EquatableList<ReportCell>)
                        [
                            move.Id,
                            move.Label,
                            Probability(move.From),
                            Probability(move.To),
                            Signed((double)move.To - move.From),
                            move.Beginning ?? Numbers.None,
                        ]
                ),
            ],
            found.ByLength.Count > 0
                ? []
                : ["The reviews are not available; run the target Prepare to show their words and lengths."]
        );

    private static EquatableList<ReportCell> Group(ReviewGroup group) =>
        [group.Name, Count(group.Reviews), Count(group.Flips), Short(group.MeanMove)];

    private static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Probability(float value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => (value > 0 ? "+" : "") + Short(value);

    // Shows even moves in the last bit.
    private static string Short(double value) => Numbers.Plain(SignificantDigits.Round(value, digits: 3));
}
