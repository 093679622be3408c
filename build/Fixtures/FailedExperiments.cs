using Repro;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Progress;

namespace ReproBuild.Fixtures;

/// <summary>Experiments whose fixtures failed, as recorded in their events.</summary>
/// <param name="All">Name, reason and exit code; null for an error without a code.</param>
public sealed record FailedExperiments(IReadOnlyList<(string Name, string Reason, ExitCode? Code)> All)
{
    // Errors that prevent a measurement come before measurements that are not numbers.
    private static readonly ExitCode[] MostSevereFirst =
    [
        ExitCode.ToolFailure,
        ExitCode.InputMissing,
        ExitCode.Usage,
        ExitCode.NotMeasured,
    ];

    /// <summary>
    /// Exit code of a stage that has no result for some experiments. A diverged training is a finding, not a failure of
    /// the tool.
    /// </summary>
    public ExitCode ExitCodeOf(IEnumerable<string> experiments) =>
        experiments
            .Select(name => All.FirstOrDefault(failed => failed.Name == name).Code ?? ExitCode.ToolFailure)
            .DefaultIfEmpty(ExitCode.ToolFailure)
            .MinBy(code => Array.IndexOf(MostSevereFirst, code));

    public string Text => string.Join("; ", All.Select(failed => $"{failed.Name}: {failed.Reason}"));

    /// <summary>Experiments of a request that failed since a stage began.</summary>
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
