using Repro.Files;
using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Accept;

/// <summary>Measures the rounding span of an accepted run from its twins.</summary>
internal static class AcceptedTwins
{
    /// <summary>Adds the span to a baseline. A span is valid only for the exact bits of the accepted run.</summary>
    /// <param name="baseline">Baseline without a span.</param>
    /// <param name="lead">The accepted run.</param>
    /// <param name="old">The previous baseline, or null. Its span is kept if the bits are unchanged and there are no
    /// twins.</param>
    /// <param name="twins">Candidate folders for twins, named by their disturbance. A twin must be complete, have the
    /// same settings, inputs, seed and code, and differ in its bits. Fewer than <see cref="RoundingSpan.EnoughTwins"/>
    /// are ignored.</param>
    /// <param name="program">Digest of the program that made the run.</param>
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
            Measure(lead, baseline.Provenance, twins, program)
            ?? (old?.Exact is { } before && ExactDifference.Compare(before, exact).Differing == 0 ? old.Twins : null);
        return baseline with
        {
            Twins = span,
            Provenance = baseline.Provenance with
            {
                TwinsDigest = span is null ? null : BaselineAgreement.DigestOf(span),
            },
        };
    }

    private static RoundingSpan? Measure(
        RunResult accepted,
        Provenance provenance,
        IReadOnlyList<(string Name, RunFolder Folder)> twins,
        string program
    )
    {
        var exact = ExactRecord.Collect(accepted)!;
        var records = new List<(string Name, ExactRecord Record)>();
        foreach (var (name, folder) in twins.Where(t => IsWhole(t.Folder, program)))
        {
            var run = RunResult.Read(folder).Checked();
            if (
                run.Spec.Seed == accepted.Spec.Seed
                && Comparison.InputsDiffer(run, provenance) is null
                && ExactRecord.Collect(run) is { } record
                && ExactDifference.Compare(exact, record).Differing > 0 // Else it says nothing about rounding.
            )
                records.Add((name, record));
        }

        return records.Count < RoundingSpan.EnoughTwins ? null : RoundingSpan.Measure(exact, records);
    }

    private static bool IsWhole(RunFolder folder, string program) =>
        File.Exists(folder.Complete)
        && SafeFile.TryReadJson<RunCompletion>(folder.Complete, out _) is { Program: { } made } completion
        && ProgramDigest.CodeOf(made) == ProgramDigest.CodeOf(program)
        && completion.Files.ContainsKey(Path.GetFileName(folder.Attributions))
        && completion.Files.All(f => RunMarker.IsWhole(Path.Combine(folder.Root, f.Key), f.Value));
}
