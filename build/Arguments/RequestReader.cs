using System.CommandLine;
using Repro;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Arguments;

/// <summary>
/// Turns the options of the pipeline into a <see cref="ResolvedRequest"/>, and gathers every fault on the way.
/// </summary>
public sealed class RequestReader(CommandLine commandLine, BuildSurroundings surroundings, RepoPaths paths)
{
    private readonly List<string> faults = [.. commandLine.Faults];

    /// <summary>Targets that take several settings.</summary>
    private static readonly string[] OfSweep = [nameof(Tasks.Pipeline.Train), nameof(Tasks.Pipeline.AttributeReviews)];

    /// <param name="others">Faults found elsewhere.</param>
    /// <exception cref="ReproException">All faults in one message (exit code 2).</exception>
    public ResolvedRequest Read(params IEnumerable<string> others)
    {
        faults.AddRange(others);
        var defaults = ReproRequest.Default(paths.Root, surroundings.Variable);
        var request = defaults with
        {
            Profile = commandLine.Value(Options.Profile) ?? defaults.Profile,
            Models = [.. commandLine.Value(Options.Models) ?? defaults.Models],
            Protocols = [.. commandLine.Value(Options.Protocols) ?? defaults.Protocols],
            Only = [.. commandLine.Value(Options.Only) ?? []],
            Seeds = [.. commandLine.Value(Options.Seeds) ?? [commandLine.Value(Options.Seed) ?? defaults.Seed]],
            Confirm = commandLine.Value(Options.Confirm),
            Exact = commandLine.Has(Options.Exact),
            Device = Device(),
            Vectors = commandLine.Value(Options.Vectors),
            Mirror = Folder(Options.DataMirror, commandLine.Value(Options.DataMirror) ?? defaults.Mirror),
            Cache = Path.GetFullPath(defaults.Cache, surroundings.WorkingDirectory),
            Runs = Folder(Options.Runs, commandLine.Value(Options.Runs)) ?? defaults.Runs,
            CheckpointMinutes = commandLine.Value(Options.CheckpointMinutes) ?? defaults.CheckpointMinutes,
            Wait = Minutes(Options.Wait) ?? defaults.Wait,
            HangAfter = Minutes(Options.HangAfter) ?? defaults.HangAfter,
            Sentences = [.. new SentenceReader(commandLine, faults).Read()],
            Reuse = Reuse(),
        };
        request = WithSettings(request) with
        {
            Seed = request.Seeds[0],
            Seeds = request.Seeds.Count > 1 ? request.Seeds : [],
        };
        if (faults.Count == 0 && Resolved(request) is { } resolved)
            return resolved;
        throw ReproException.Usage(string.Join('\n', faults.Distinct()));
    }

    /// <summary>Null where something in it is not legal, which is then among the faults.</summary>
    private ResolvedRequest? Resolved(ReproRequest request)
    {
        try
        {
            var resolved = request.Resolve();
            faults.AddRange(ExperimentCheck.Faults(resolved));
            return faults.Count == 0 ? resolved : null;
        }
        catch (ReproException e) when (e.ExitCode == ExitCode.Usage)
        {
            faults.Add(e.Message);
            return null;
        }
    }

    private ReproRequest WithSettings(ReproRequest request)
    {
        if (commandLine.Value(Options.Set) is not { } settings)
            return request;
        if (settings.Count == 1)
            return request with { Overrides = settings[0] };
        foreach (var target in commandLine.Value(Options.Target) ?? [])
            if (!OfSweep.Contains(target, StringComparer.OrdinalIgnoreCase))
                faults.Add(
                    $"--set: {TerminalText.Quote(target)} is about one setting, here are {settings.Count}. Train and "
                        + $"tabulate them by --target={string.Join(" or --target=", OfSweep)}."
                );
        return request with { Sweep = settings };
    }

    private string Device() =>
        commandLine.Value(Options.Device) switch
        {
            "cuda" => "cuda",
            "cpu" => "cpu",
            _ => surroundings.CudaReason() is null ? "cuda" : "cpu",
        };

    private ReuseRule Reuse()
    {
        var rule = commandLine.Value(Options.Reuse) ?? ReuseRule.Program;
        if (rule == ReuseRule.Settings && surroundings.IsCi)
            faults.Add(
                $"--reuse: {Words.Of(rule)} is not taken on a build server: a run that other code made says nothing "
                    + "about the code in the tree. Leave it out."
            );
        return rule;
    }

    private TimeSpan? Minutes(Option<double?> option) =>
        commandLine.Value(option) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>A full path, or null where none is given.</summary>
    private string? Folder(Option<string> option, string? path)
    {
        if (path is null)
            return null;
        try
        {
            return Path.GetFullPath(
                HomePath.Expand(path, surroundings.Home, option.Name),
                surroundings.WorkingDirectory
            );
        }
        catch (ReproException e)
        {
            faults.Add(e.Message);
            return null;
        }
    }
}
