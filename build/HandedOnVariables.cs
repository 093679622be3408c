using System.Text.RegularExpressions;

namespace ReproBuild;

/// <summary>
/// The environment variables that this process passes on to its children, as listed in <c>environment.txt</c>, which
/// the scripts also use. MSBuild treats every variable as a property, which could change what is built and tested.
/// </summary>
public static class HandedOnVariables
{
    private static readonly Regex Known = new(
        $"^(?:{string.Join('|', Patterns().Select(pattern => Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)))})$",
        OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None
    );

    /// <summary>Whether a variable of this name is kept.</summary>
    public static bool Has(string name) => Known.IsMatch(name);

    /// <summary>Removes all others from this process.</summary>
    public static void RemoveOthers()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !Has(name)))
            Environment.SetEnvironmentVariable(name, null);
    }

    private static IEnumerable<string> Patterns()
    {
        using var list = new StreamReader(
            typeof(HandedOnVariables).Assembly.GetManifestResourceStream("environment.txt")!
        );
        return [.. list.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')];
    }
}
