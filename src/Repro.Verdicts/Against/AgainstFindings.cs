using System.Text.Json.Serialization;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Against;

/// <summary>Everything that a comparison with another version found: <c>against.json</c>.</summary>
/// <param name="Other">The other version, for people.</param>
/// <param name="Here">This version's verdict by its own yardstick.</param>
/// <param name="Yardstick">See <see cref="YardstickChanges"/>.</param>
/// <param name="ByOtherYardstick">This version's runs by the other one's baselines, tolerances and rules.</param>
/// <param name="Experiments">What the code moved; empty where the other version was not trained.</param>
public sealed record AgainstFindings(
    string Other,
    Verdict Here,
    EquatableList<string> Yardstick,
    EquatableList<ExperimentVerdict> ByOtherYardstick,
    EquatableList<AgainstVerdict> Experiments
)
{
    /// <summary>
    /// The most severe of both. What the other version's yardstick refuses blocks, however this version's has been
    /// changed; that it has no baseline for a new experiment does not.
    /// </summary>
    public Verdict Verdict =>
        VerdictFiles.MostSevere([
            Here,
            .. Experiments.Select(each => each.Verdict),
            .. ByOtherYardstick.Select(VerdictFiles.Of).Where(verdict => verdict != Verdict.NoBaseline),
        ]);

    [JsonIgnore]
    public ExitCode ExitCode => VerdictFiles.ExitCodeOf(Verdict);

    /// <summary>For the last line of the console.</summary>
    public string Sentence
    {
        get
        {
            List<AgainstVerdict> moved = [.. Experiments.Where(each => each.Verdict != Verdict.Within)];
            List<ExperimentVerdict> refused =
            [
                .. ByOtherYardstick.Where(each =>
                    VerdictFiles.ExitCodeOf(VerdictFiles.Of(each)) != ExitCode.Success
                    && VerdictFiles.Of(each) != Verdict.NoBaseline
                ),
            ];
            string[] parts =
            [
                .. Yardstick.Count > 0
                    ? [$"this change moves its own yardstick in {Count(Yardstick.Count, "place")}"]
                    : Array.Empty<string>(),
                .. refused.Count > 0
                    ? [$"by the yardstick of {Other}, {Count(refused.Count, "experiment")} would not pass"]
                    : Array.Empty<string>(),
                .. (Experiments.Count, moved.Count) switch
                {
                    (0, _) => Array.Empty<string>(),
                    (_, 0) => ["the code moved nothing"],
                    _ =>
                    [
                        $"the code moved {moved.Count} of {Experiments.Count} experiments, first {moved[0].Experiment}",
                    ],
                },
            ];
            return $"{Words.Of(Verdict)}: against {Other}, {(parts.Length == 0 ? "nothing differs" : string.Join("; ", parts))}";
        }
    }

    private static string Count(int count, string what) =>
        FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
