using System.Globalization;

namespace ReproBuild.Arguments;

/// <summary>
/// What a list names more than once. A second one would be trained, counted or attributed again, so it is refused
/// wherever a list is given.
/// </summary>
internal static class Repeats
{
    /// <summary>Reports one fault for each.</summary>
    /// <param name="items">As short as they are to be shown.</param>
    /// <param name="fault">Takes each.</param>
    public static void Report(IEnumerable<string> items, Action<string> fault)
    {
        foreach (var group in items.GroupBy(item => item, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fault(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Key} stands there {group.Count()} times. Name each once."
                )
            );
    }
}
