using Repro.Verdicts.Compare;
using ReproBuild.Arguments;

namespace ReproBuild;

/// <summary>What to look at, and what to type, where a run is not what was accepted.</summary>
public static class NextSteps
{
    /// <param name="overall">What was found.</param>
    /// <param name="commandLine">What was asked for: the command that accepts is about the same runs.</param>
    public static IEnumerable<string> Of(OverallVerdict overall, CommandLine commandLine)
    {
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
        yield return $"Where the new values are right: {accept.ToPaste(Usage.Script)}";
    }
}
