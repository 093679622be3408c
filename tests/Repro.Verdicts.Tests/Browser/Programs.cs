namespace Repro.Verdicts.Tests.Browser;

/// <summary>
/// Programs that the tests of a page need; if one is missing they are skipped, with the command that installs it.
/// </summary>
internal static class Programs
{
    private static readonly string[] Browsers =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "msedge",
    ];

    /// <summary>The browser that REPRO_BROWSER names, or else a Chromium of the search path.</summary>
    public static string Chromium()
    {
        var named = Environment.GetEnvironmentVariable("REPRO_BROWSER");
        var found = string.IsNullOrEmpty(named)
            ? Browsers.Select(OnPath).FirstOrDefault(path => path is not null)
            : named;
        Skip.If(
            found is null,
            "No Chromium is on the search path: 'apt-get install chromium' installs one, REPRO_BROWSER=FILE "
                + "names another."
        );
        Skip.IfNot(File.Exists(found), $"REPRO_BROWSER names {found}, which is no file.");
        return found!;
    }

    public static string Node() => Needed("node");

    public static string Npm() => Needed(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    private static string Needed(string name)
    {
        var found = OnPath(name);
        Skip.If(found is null, $"{name} is not on the search path: 'apt-get install nodejs npm' installs it.");
        return found!;
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);
}
