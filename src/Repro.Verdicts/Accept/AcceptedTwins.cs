using Repro.Files;
using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Accept;

/// <summary>What the twins of an accepted run span.</summary>
internal static class AcceptedTwins
{
    /// <summary>A baseline with what its twins span; a span belongs to the bits that its twins are twins of.</summary>
    /// <param name="baseline">Without.</param>
    /// <param name="lead">The run whose bits it has.</param>
    /// <param name="old">What it takes the place of, whose span stays where the bits do and no twins are at hand; or
    /// null.</param>
    /// <param name="twins">Folders in which twins may be, by what disturbed them. Those count that are whole, of the
    /// same settings, inputs and seed, by the same code and of other bits; fewer than
    /// <see cref="RoundingSpan.EnoughTwins"/> are none.</param>
    /// <param name="program">That made the run.</param>
    public static Baseline With(
        Baseline baseline,
        RunResult lead,
        Baseline? old,
        IReadOnlyList<(string Name, RunFolder Folder)> twins,
        string program
    )
    {
        if (baseline.Exact is not { } exact)
            return baseline;
        var span =
            Of(lead, baseline.Provenance, twins, program)
            ?? (old?.Exact is { } before && ExactDifference.Of(before, exact).Differing == 0 ? old.Twins : null);
        return baseline with
        {
            Twins = span,
            Provenance = baseline.Provenance with
            {
                TwinsDigest = span is null ? null : BaselineAgreement.DigestOf(span),
            },
        };
    }

    private static RoundingSpan? Of(
        RunResult accepted,
        Provenance provenance,
        IReadOnlyList<(string Name, RunFolder Folder)> twins,
        string program
    )
    {
        var exact = ExactRecord.Of(accepted)!;
        var records = new List<(string Name, ExactRecord Record)>();
        foreach (var (name, folder) in twins.Where(t => IsWhole(t.Folder, program)))
        {
            var run = RunResult.Read(folder).Checked();
            if (
                run.Spec.Seed == accepted.Spec.Seed
                && Comparison.InputsDiffer(run, provenance) is null
                && ExactRecord.Of(run) is { } record
                && ExactDifference.Of(exact, record).Differing > 0 // Else it says nothing about rounding.
            )
                records.Add((name, record));
        }

        return records.Count < RoundingSpan.EnoughTwins ? null : RoundingSpan.Of(exact, records);
    }

    private static bool IsWhole(RunFolder folder, string program) =>
        File.Exists(folder.Complete)
        && SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _) is { Program: { } made } completion
        && ProgramDigest.CodeOf(made) == ProgramDigest.CodeOf(program)
        && completion.Files.ContainsKey(Path.GetFileName(folder.Attributions))
        && completion.Files.All(f => RunMarker.IsWhole(Path.Combine(folder.Root, f.Key), f.Value));
}
