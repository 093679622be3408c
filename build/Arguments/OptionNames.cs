using System.CommandLine;

namespace ReproBuild.Arguments;

/// <summary>
/// Names of options in any case and with any number of dashes, as Cake takes them; System.CommandLine takes exact
/// names.
/// </summary>
internal static class OptionNames
{
    private static readonly Dictionary<string, (string Name, Option Option)> Known = Options
        .All.SelectMany(option => option.Aliases.Prepend(option.Name).Select(name => (Name: name, Option: option)))
        .ToDictionary(known => known.Name.TrimStart('-'), StringComparer.OrdinalIgnoreCase);

    /// <summary><c>-Target=Test</c> → <c>--target=Test</c>; what names no option stays as it is.</summary>
    public static string Normalise(string arg)
    {
        var name = arg.Split('=', ':')[0];
        return arg.StartsWith('-') && Known.TryGetValue(name.TrimStart('-'), out var known)
            ? known.Name + arg[name.Length..]
            : arg;
    }

    /// <summary>The option of a normalised name.</summary>
    public static Option Find(string name) => Known[name.TrimStart('-')].Option;
}
