using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>The options that the host itself understands, in their main spelling.</summary>
internal sealed record HostArguments(ILookup<string, string> All)
{
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

    /// <summary>Reads <c>--name=value</c> and <c>--name</c>.</summary>
    public static HostArguments Parse(IEnumerable<string> args) =>
        new(
            args.Select(arg => arg.TrimStart('-').Split('=', 2))
                .ToLookup(parts => parts[0], parts => parts is [_, var value] ? value : "", StringComparer.Ordinal)
        );
}
