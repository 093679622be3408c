using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>The options that the host itself understands. The others go to the build as Cake arguments.</summary>
internal sealed record HostArguments(ILookup<string, string> All)
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = "target",
        ["v"] = "verbosity",
        ["e"] = "exclusive",
        ["noop"] = "dryrun",
        ["whatif"] = "dryrun",
        ["showtree"] = "tree",
        ["descriptions"] = "description",
        ["showdescription"] = "description",
        ["showdescriptions"] = "description",
        ["ver"] = "version",
    };

    public IReadOnlyList<string> Targets => All.Contains("target") ? [.. All["target"]] : ["Default"];

    public bool Exclusive => All.Contains("exclusive");

    public bool DryRun => All.Contains("dryrun");

    public bool Tree => All.Contains("tree");

    public bool Description => All.Contains("description");

    public bool Version => All.Contains("version");

    public Verbosity Verbosity =>
        All["verbosity"].LastOrDefault() is { } word
            ? (Verbosity)((TypeConverter)new VerbosityConverter()).ConvertFrom(word)!
            : Verbosity.Normal;

    /// <summary>Reads <c>--name=value</c>, <c>--name value</c> and <c>--name</c>.</summary>
    public static HostArguments Parse(IEnumerable<string> args)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var arg in args)
        {
            if (!arg.StartsWith('-'))
            {
                if (pairs is [.., { Value: "" } last])
                    pairs[^1] = (last.Name, arg);
                continue;
            }

            var parts = arg.TrimStart('-').Split('=', 2);
            pairs.Add((Aliases.GetValueOrDefault(parts[0], parts[0]), parts.Length == 2 ? parts[1] : ""));
        }

        return new HostArguments(pairs.ToLookup(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase));
    }
}
