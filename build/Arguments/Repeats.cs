using System.Globalization;

namespace ReproBuild.Arguments;

/// <summary>
/// What a list names more than once. A second one would be trained, counted or attributed again, so it is refused
/// wherever a list is given.
/// </summary>
internal static class Repeats
{
    /// <summary>One fault for each.</summary>
    /// <param name="option">Whose list it is.</param>
    /// <param name="items">As short as they are to be shown.</param>
    public static IEnumerable<string> Faults(Option option, IEnumerable<string> items) =>
        items
            .GroupBy(item => item, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--{option.Name}: {group.Key} stands there {group.Count()} times. Name each once."
                )
            );
}
