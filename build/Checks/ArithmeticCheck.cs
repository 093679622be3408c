using System.Globalization;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace ReproBuild.Checks;

/// <summary>
/// Checks, using the existing runs, whether this machine has the same arithmetic as that of the baselines. If so, runs
/// must be bitwise equal to their baselines.
/// </summary>
public static class ArithmeticCheck
{
    private const string Subject = "arithmetic";

    /// <param name="request">The requested experiments.</param>
    public static Check Run(ResolvedRequest request) =>
        Run([
            .. request.Experiments.Select(spec => new ExperimentArithmetic(
                spec.Name(),
                OfRun(request, spec),
                OfBaseline(request, spec)
            )),
        ]);

    /// <param name="experiments">At least one experiment.</param>
    public static Check Run(IReadOnlyList<ExperimentArithmetic> experiments)
    {
        var known = experiments.Where(e => e is { Run: not null, Baseline: not null }).ToList();
        if (known.Count == 0)
            return Check.Note(
                Subject,
                "not known: no run here, or no baseline, has a digest of it",
                "A run on the CPU measures it: --target=Reproduce"
            );
        var other = known.Where(e => e.Run != e.Baseline).ToList();
        var digest = (other.Count > 0 ? other : known)[0].Run!;
        return other.Count == 0
            ? Check.Ok(
                Subject,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the baselines', of {known.Count} of {experiments.Count} experiments "
                        + $"({DigestText.Shortened(digest)}, …): runs must equal "
                        + $"them to the last bit"
                )
            )
            : Check.Note(
                Subject,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not the baselines', of {other.Count} of {known.Count} experiments ({other[0].Name}: "
                        + $"{DigestText.Shortened(digest)} instead "
                        + $"of {DigestText.Shortened(other[0].Baseline!)})"
                ),
                "Nothing to fix: runs are judged within rounding, and by seeds"
            );
    }

    private static string? OfRun(ResolvedRequest request, ExperimentSpec spec) =>
        SafeFile.TryReadJson<RunManifest>(request.FolderOf(spec).Manifest, out _)?.Arithmetic;

    private static string? OfBaseline(ResolvedRequest request, ExperimentSpec spec) =>
        SafeFile.TryReadJson<Provenance>(new BaselineStore(request.Baselines, spec).Provenance, out _)?.Arithmetic;
}

/// <summary>Arithmetic digests of an experiment's run and baseline.</summary>
/// <param name="Name"><c>rnn.as-written</c>.</param>
/// <param name="Run">Digest of the current run; null if there is none.</param>
/// <param name="Baseline">Digest of the baseline; null if there is none.</param>
public sealed record ExperimentArithmetic(string Name, string? Run, string? Baseline);
