using System.Text.Json;
using System.Xml.Linq;
using Repro.Testing;

namespace Repro.Tests.Conventions;

/// <summary>Packages that must not be brought up to date past a version: renovate.json says which and why.</summary>
public class HeldPackagesTests
{
    [Theory]
    [InlineData("FluentAssertions", "<8.0.0")]
    [InlineData("Verify.Xunit", "<31.13.0")]
    [InlineData("System.Management.Automation", "<7.7.0")]
    public void A_package_is_held_below_a_version_and_is_below_it(string package, string allowed)
    {
        Held().Should().Contain(package, allowed);
        Version.Parse(InUse(package)).Should().BeLessThan(Version.Parse(allowed[1..]));
    }

    [Fact]
    public void Every_held_package_is_one_in_use() =>
        Held().Keys.Select(InUse).Should().HaveCount(3).And.NotContainNulls();

    private static Dictionary<string, string> Held()
    {
        using var renovate = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "renovate.json")));
        return renovate
            .RootElement.GetProperty("packageRules")
            .EnumerateArray()
            .Where(rule => rule.TryGetProperty("allowedVersions", out _))
            .ToDictionary(
                rule => rule.GetProperty("matchPackageNames").EnumerateArray().Single().GetString()!,
                rule => rule.GetProperty("allowedVersions").GetString()!
            );
    }

    private static string InUse(string package)
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var version = packages
            .Descendants("PackageVersion")
            .Single(p => p.Attribute("Include")!.Value == package)
            .Attribute("Version")!
            .Value;
        return version.StartsWith("$(", StringComparison.Ordinal)
            ? packages.Descendants(version[2..^1]).Single().Value
            : version.Trim('[', ']');
    }
}
