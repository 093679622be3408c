namespace Repro.Verdicts.Report.Tables;

/// <summary>A table for the console, Markdown and HTML.</summary>
/// <param name="Title">A heading.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">Rows with one cell per column.</param>
/// <param name="Notes">Sentences shown below the table.</param>
public sealed record ReportTable(
    string Title,
    EquatableList<ReportColumn> Columns,
    EquatableList<EquatableList<ReportCell>> Rows,
    EquatableList<string> Notes
)
{
    /// <summary>Whether there is nothing to show but the title.</summary>
    public bool IsEmpty => Rows.Count == 0 && Notes.Count == 0;
}

/// <param name="Title">The heading; may contain line breaks.</param>
/// <param name="Numeric">Whether cells are right-aligned and never wrapped.</param>
public sealed record ReportColumn(string Title, bool Numeric = false);

/// <param name="Text">Plain text, never markup.</param>
/// <param name="Tone">Meaning of the text, for output that can show it.</param>
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
