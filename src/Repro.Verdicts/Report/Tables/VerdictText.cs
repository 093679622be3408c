using Repro.Quantities;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Report.Tables;

/// <summary>Describes verdicts in words and tones.</summary>
public static class VerdictText
{
    /// <summary>The closing sentence: the verdict, what it covers, and what to do next.</summary>
    public static string Sentence(OverallVerdict overall)
    {
        var others = overall.Experiments.Count(e => e.OtherProgram is not null);
        return others == 0
            ? Found(overall)
            : $"NOT THE CURRENT CODE: another program made {others} of {overall.Experiments.Count} runs. "
                + Found(overall);
    }

    private static string Found(OverallVerdict overall)
    {
        var blocking = overall.Experiments.SelectMany(e => e.Comparisons).Where(c => c.Blocking).ToList();
        var at = blocking.Count(c => c.Verdict == overall.Verdict);
        var of = $"{at} of {Count(blocking.Count, "blocking quantity", "blocking quantities")}";
        return overall.Verdict switch
        {
            Verdict.Within => $"All {Count(blocking.Count, "blocking quantity", "blocking quantities")} of "
                + $"{Count(overall.Experiments.Count, "experiment", "experiments")} "
                + $"{(blocking.Count == 1 ? "is" : "are")} within tolerance.",
            Verdict.Improvement => $"{of} better than the baseline; review them, then --target=Accept --reason=\"…\".",
            Verdict.Regression => Worse(
                of,
                at,
                blocking.Count(c => c is { Verdict: Verdict.Regression, Confirmation.IsOpen: true })
            ),
            Verdict.Changed => Changed(overall),
            Verdict.NoBaseline =>
                $"{of} without a baseline; review the received files, then --target=Accept --reason=\"…\".",
            Verdict.NotComparable =>
                $"{of} cannot be compared with the baseline; accept a new one if the change is intended.",
            _ when overall.Missing.Count > 0 => $"No result of {overall.Missing}.",
            _ when overall.Experiments.Count == 0 => "No experiment ran.",
            _ when blocking.FirstOrDefault(c => c.Quantity == "run" && c.Verdict == overall.Verdict) is { } run =>
                $"{run.Experiment}: {run.Because}.",
            _ => $"{of} missing or not a number; run the experiment again.",
        };
    }

    private static string Worse(string of, int worse, int suspected) =>
        suspected == 0 ? $"{of} worse than the baseline."
        : suspected == worse ? $"{of} suspected to be worse than the baseline, not confirmed."
        : FormattableString.Invariant($"{of} worse than the baseline, {suspected} of them suspected, not confirmed.");

    // First the changes, then their effect on the outcome.
    private static string Changed(OverallVerdict overall)
    {
        var changed = overall.Experiments.Where(e => e.Comparisons.Any(IsChanged)).ToList();
        var outcomes = changed
            .SelectMany(e => e.Comparisons)
            .Where(c => c.Blocking && c.Parsed.Group != QuantityGroup.Exact)
            .ToList();
        var better = outcomes.Count(c => c.Verdict == Verdict.Improvement);
        var outcome =
            outcomes.Count == 0 ? "none of their outcomes can be judged"
            : better > 0
                ? $"{better} of {Count(outcomes.Count, "outcome", "outcomes")} better than the tolerances expect"
            : $"{Count(outcomes.Count, "outcome", "outcomes")} still within tolerance";
        var first = changed.SelectMany(e => e.Comparisons).First(IsChanged);
        return $"{changed.Count} of {Count(overall.Experiments.Count, "experiment", "experiments")} changed, "
            + $"{outcome}. "
            + $"{first.Experiment}, {first.Because}.";
    }

    private static bool IsChanged(QuantityComparison c) => c is { Blocking: true, Verdict: Verdict.Changed };

    public static ReportCell Cell(Verdict verdict, bool blocking = true) =>
        new(Words.Of(verdict), blocking || verdict == Verdict.Within ? ToneOf(verdict) : Tone.Muted);

    public static ReportCell Cell(ClaimVerdict verdict) =>
        new(
            Words.Of(verdict).Replace('-', ' '),
            verdict switch
            {
                ClaimVerdict.Reproduced => Tone.Good,
                ClaimVerdict.Explained => Tone.Warning,
                ClaimVerdict.NotReproduced => Tone.Bad,
                _ => Tone.Muted,
            }
        );

    /// <summary>The verdict's word; "not judged" for null.</summary>
    public static string Word(Verdict? verdict) => verdict is { } found ? Words.Of(found) : "not judged";

    public static Tone ToneOf(Verdict? verdict) =>
        verdict switch
        {
            Verdict.Within => Tone.Good,
            Verdict.Improvement => Tone.Warning,
            null => Tone.Muted,
            _ => Tone.Bad,
        };

    public static string Count(int count, string one, string many) =>
        FormattableString.Invariant($"{count} {(count == 1 ? one : many)}");
}
