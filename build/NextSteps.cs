using System.Globalization;
using Repro;
using Repro.Files;
using Repro.Runs;
using Repro.Statistics;
using Repro.Verdicts.Compare;
using ReproBuild.Arguments;

namespace ReproBuild;

/// <summary>Lists what to look at and which command to run if a run differs from its baseline.</summary>
public static class NextSteps
{
    /// <param name="overall">The verdict.</param>
    /// <param name="commandLine">The current command line; the accept command refers to the same runs.</param>
    public static IEnumerable<string> List(OverallVerdict overall, CommandLine commandLine)
    {
        foreach (var line in ToConfirm(overall, commandLine))
            yield return line;
        var moved = overall
            .Experiments.Where(e => VerdictFiles.Of(e) is not (Verdict.Within or Verdict.NotMeasured))
            .ToList();
        if (moved.Count == 0)
            yield break;
        foreach (var experiment in moved.Where(e => Directory.Exists(e.Run)))
        foreach (
            var received in Directory.EnumerateFiles(experiment.Run, "*.received.json").Order(StringComparer.Ordinal)
        )
            yield return $"Received: {received}";

        var accept = commandLine.With(
            (Options.Target, "Accept"),
            (Options.Only, string.Join(',', moved.Select(e => e.Experiment))),
            (Options.Reason, "…")
        );
        if (moved.Exists(e => VerdictFiles.Of(e) == Verdict.Regression))
            accept = accept.With((Options.AllowRegression, ""));
        yield return $"If the new values are right: {accept.ToPaste(Usage.Script)}";
    }

    private static IEnumerable<string> ToConfirm(OverallVerdict overall, CommandLine commandLine)
    {
        var suspected = overall.Experiments.Where(e => e.IsSuspected).ToList();
        if (suspected.Count == 0)
            yield break;
        var confirm = commandLine.With(
            (Options.Target, "Reproduce"),
            (Options.Only, string.Join(',', suspected.Select(e => e.Experiment))),
            (Options.Confirm, TwoStageTest.FreshSeeds.ToString(CultureInfo.InvariantCulture))
        );
        yield return $"Suspected, not confirmed: {string.Join(", ", suspected.Select(e => e.Experiment))}. To train "
            + $"{TwoStageTest.FreshSeeds} fresh seeds of each, in about {Time(suspected)}: "
            + confirm.ToPaste(Usage.Script);
    }

    // As long as the suspected runs took.
    private static string Time(IReadOnlyList<ExperimentVerdict> suspected) =>
        DurationText.Of(
            TimeSpan.FromSeconds(
                TwoStageTest.FreshSeeds
                    * suspected
                        .Select(e => new RunFolder(e.Run))
                        .Where(folder => File.Exists(folder.Manifest))
                        .Sum(folder => SafeFile.ReadJson<RunManifest>(folder.Manifest).Seconds.Values.Sum())
            )
        );
}
