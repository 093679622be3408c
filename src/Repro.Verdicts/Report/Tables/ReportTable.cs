namespace Repro.Verdicts.Report.Tables;

/// <summary>A table as the console, Markdown and HTML all show it.</summary>
/// <param name="Title">A heading.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
/// <param name="Notes">Sentences below.</param>
public sealed record ReportTable(
    string Title,
    EquatableList<ReportColumn> Columns,
    EquatableList<EquatableList<ReportCell>> Rows,
    EquatableList<string> Notes
);

/// <param name="Title">The heading; may break into lines where the medium can.</param>
/// <param name="Numeric">Whether cells are aligned to the right and never broken.</param>
public sealed record ReportColumn(string Title, bool Numeric = false);

/// <param name="Text">Plain text, never markup.</param>
/// <param name="Tone">What the text means, for whoever can show it.</param>
public sealed record ReportCell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator ReportCell(string text) => new(text);
}

/// <summary>Roles, not colours.</summary>
public enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
    Muted,
}
