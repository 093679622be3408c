namespace Repro.Verdicts.Report.Page;

/// <summary>
/// The marks of losses in a chart. Shapes distinguish the kinds, so that colours are not needed: training is a solid
/// line with filled dots, and squares for printed values; validation is a dashed line with hollow dots, and diamonds
/// for printed values.
/// </summary>
internal static class LossMarks
{
    private const string Training = "train",
        Validation = "validation";

    public static Html Legend { get; } =
        Html.Of(
            $"""
            <p class="legend">{Key(Line(Training, "0,7 32,7"), Dot(Training, 16, 7))} training {Key(
                Line(Validation, "0,7 32,7"),
                Dot(Validation, 16, 7)
            )} validation {Key(
                Printed(Training, 7, 7),
                Printed(Validation, 25, 7)
            )} training and validation as the notebook printed them (where data and vectors are its own) {Key(
                Band(Training, "0,0 15,0 15,14 0,14"),
                Band(Validation, "17,0 32,0 32,14 17,14")
            )} within the limits around the baseline; point at a mark for its figure.</p>
            """
        );

    public static Html Line(string kind, string points) =>
        Html.Of($"<polyline class=\"{kind}\" points=\"{points}\"/>\n");

    public static Html Band(string kind, string points) =>
        Html.Of($"<polygon class=\"{kind}\" points=\"{points}\"/>\n");

    public static Html Dot(string kind, double x, double y, Html title = default) =>
        Html.Of($"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\">{title}</circle>\n");

    public static Html Printed(string kind, double x, double y, Html title = default) =>
        Html.Of(
            $"<rect class=\"printed {kind}\" x=\"{x - 4}\" y=\"{y - 4}\" width=\"8\" "
                + $"height=\"8\"{(kind == Validation ? Html.Of($" transform=\"rotate(45 {x} {y})\"") : default)}>{title}</rect>\n"
        );

    private static Html Key(params Html[] marks) =>
        Html.Of($"<svg viewBox=\"0 0 32 14\" aria-hidden=\"true\">{Html.Join(marks)}</svg>");
}
