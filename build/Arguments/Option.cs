namespace ReproBuild.Arguments;

/// <summary>One option of the command line.</summary>
/// <param name="Name">Without the two dashes.</param>
/// <param name="Value">What its value is called in the help; null for a switch.</param>
/// <param name="Description">One sentence.</param>
public sealed record Option(string Name, string? Value, string Description)
{
    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Other spellings, as Cake has them; a single letter is written with one dash.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool Answers(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
