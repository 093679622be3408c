using Repro;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Progress;

namespace ReproBuild.Fixtures;

/// <summary>Experiments whose fixtures ended with an error, as their events say it.</summary>
/// <param name="All">Name, reason, and what it is; null for an error that has no code.</param>
public sealed record FailedExperiments(IReadOnlyList<(string Name, string Reason, ExitCode? Code)> All)
{
    // What keeps a number from being measured at all goes before what was measured and is none.
    private static readonly ExitCode[] MostSevereFirst =
    [
        ExitCode.ToolFailure,
        ExitCode.InputMissing,
        ExitCode.Usage,
        ExitCode.NotMeasured,
    ];

    /// <summary>
    /// What a stage ends with that left nothing of some experiments: a diverged training is a finding, and no failure
    /// of the tool.
    /// </summary>
    public ExitCode ExitCodeOf(IEnumerable<string> experiments) =>
        experiments
            .Select(name => All.FirstOrDefault(failed => failed.Name == name).Code ?? ExitCode.ToolFailure)
            .DefaultIfEmpty(ExitCode.ToolFailure)
            .MinBy(code => Array.IndexOf(MostSevereFirst, code));

    public string Text => string.Join("; ", All.Select(failed => $"{failed.Name}: {failed.Reason}"));

    /// <summary>Those of a request that ended so since a stage began.</summary>
    public static FailedExperiments Since(DateTimeOffset began, ResolvedRequest request) =>
        new([
            .. request
                .Experiments.Select(spec =>
                    (
                        Name: spec.Name(),
                        Last: new EventTail(request.FolderOf(spec).Events, began).ReadToEnd() is [.., var last]
                            ? last
                            : null
                    )
                )
                .Where(experiment => experiment.Last is { Kind: RunEventKind.Failed })
                .Select(experiment =>
                    (
                        experiment.Name,
                        TerminalText.Of(experiment.Last!.Message ?? "no reason given", RunEventLog.LongestMessage),
                        experiment.Last.ExitCode
                    )
                ),
        ]);
}
