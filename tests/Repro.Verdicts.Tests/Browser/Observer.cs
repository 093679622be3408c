using Repro.Files;
using Repro.Testing;

namespace Repro.Verdicts.Tests.Browser;

/// <summary>
/// Looks at a page in Chromium through Playwright: <c>observe.mjs</c> writes down what is there. Its packages are
/// installed once, as the lock file has them.
/// </summary>
internal static class Observer
{
    private static readonly string Sources = Path.Combine(Repository.Tests, "Repro.Verdicts.Tests", "Browser");

    private static readonly string Installed = Path.Combine(Repository.Root, "artifacts", "browser");

    /// <param name="page">An HTML file.</param>
    /// <param name="folder">Where screenshots and the observation go.</param>
    public static async Task<PageObservation> Look(string page, string folder)
    {
        var (browser, node) = (Programs.Chromium(), Programs.Node());
        await Install(Programs.Npm());
        Directory.CreateDirectory(folder);
        var (exitCode, said) = await Command.Run(Installed, node, "observe.mjs", browser, page, folder);
        exitCode.Should().Be(0, said);
        return SafeFile.ReadJson<PageObservation>(Path.Combine(folder, "observation.json"));
    }

    private static async Task Install(string npm)
    {
        Directory.CreateDirectory(Installed);
        var done = Path.Combine(Installed, "installed.json");
        var wanted = File.ReadAllText(Path.Combine(Sources, "package-lock.json"));
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc", "observe.mjs" })
            File.Copy(Path.Combine(Sources, file), Path.Combine(Installed, file), overwrite: true);
        if (File.Exists(done) && File.ReadAllText(done) == wanted)
            return;

        var (exitCode, said) = await Command.Run(Installed, npm, "ci", "--ignore-scripts");
        Skip.If(exitCode != 0, $"'npm ci' in {Installed} failed, so there is nothing to look at the page with: {said}");
        File.WriteAllText(done, wanted);
    }
}
