namespace Repro.Verdicts.Tests.Browser;

/// <summary>What <c>observe.mjs</c> saw of a page.</summary>
/// <param name="Browser">Its version.</param>
/// <param name="Views">One for each width and colour scheme.</param>
public sealed record PageObservation(string Browser, EquatableList<PageView> Views);

/// <summary>A page at one width, in one colour scheme.</summary>
public sealed record PageView
{
    /// <summary>Of the window, in CSS pixels.</summary>
    public required int Width { get; init; }

    /// <summary>light or dark.</summary>
    public required string Scheme { get; init; }

    /// <summary>Of the whole page; more than <see cref="Width"/> and it can be pushed aside.</summary>
    public required int ScrollWidth { get; init; }

    /// <summary>Names of the tables wider than their room.</summary>
    public required EquatableList<string> WideTables { get; init; }

    /// <summary>The same on a printed A4 page, where they would be cut off.</summary>
    public required EquatableList<string> WideOnPaper { get; init; }

    /// <summary>Whatever the page asked for beside itself.</summary>
    public required EquatableList<string> Requests { get; init; }

    /// <summary>What the browser's console said, dialogs and script errors.</summary>
    public required EquatableList<string> Messages { get; init; }

    public required string Title { get; init; }

    /// <summary>The text of the verdict.</summary>
    public required string Verdict { get; init; }

    /// <summary>How many scripts, images and other embedded things there are.</summary>
    public required int Foreign { get; init; }

    /// <summary>The attributions' words as they can be read.</summary>
    public required EquatableList<string> Words { get; init; }

    public required EquatableList<PageTable> Tables { get; init; }

    /// <summary>What axe-core found against the rules of accessibility.</summary>
    public required EquatableList<string> Violations { get; init; }

    public PageTable Table(string name) => Tables.Single(t => t.Name == name);

    public override string ToString() => $"{Width} px, {Scheme}";
}

/// <summary>A table as it can be read: cells by the heading of their column.</summary>
public sealed record PageTable(string Name, EquatableList<Dictionary<string, string>> Rows);
