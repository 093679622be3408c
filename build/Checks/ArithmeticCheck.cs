using System.Globalization;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Baselines;

namespace ReproBuild.Checks;

/// <summary>
/// Whether this machine computes as the one of the baselines did, by the runs at hand: then a run is held to its
/// baseline to the last bit.
/// </summary>
public static class ArithmeticCheck
{
    private const string Subject = "arithmetic";

    /// <param name="request">What is asked for.</param>
    public static Check Of(ResolvedRequest request) =>
        Of([
            .. request.Experiments.Select(spec => new ExperimentArithmetic(
                spec.Name(),
                OfRun(request, spec),
                OfBaseline(request, spec)
            )),
        ]);

    /// <param name="experiments">One or more.</param>
    public static Check Of(IReadOnlyList<ExperimentArithmetic> experiments)
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
                    $"the baselines', of {known.Count} of {experiments.Count} experiments ({DigestText.Shortened(digest)}, …): runs must equal "
                        + $"them to the last bit"
                )
            )
            : Check.Note(
                Subject,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not the baselines', of {other.Count} of {known.Count} experiments ({other[0].Name}: {DigestText.Shortened(digest)} instead "
                        + $"of {DigestText.Shortened(other[0].Baseline!)})"
                ),
                "Nothing to mend: runs are judged by how far rounding takes them, and by seeds"
            );
    }

    private static string? OfRun(ResolvedRequest request, ExperimentSpec spec) =>
        SafeFile.TryReadJson<RunManifest>(request.FolderOf(spec).Manifest, out _)?.Arithmetic;

    private static string? OfBaseline(ResolvedRequest request, ExperimentSpec spec) =>
        SafeFile.TryReadJson<Provenance>(new BaselineStore(request.Baselines, spec).Provenance, out _)?.Arithmetic;
}

/// <summary>What two sides of an experiment computed with.</summary>
/// <param name="Name"><c>rnn.as-written</c>.</param>
/// <param name="Run">Digest of the run at hand; null where there is none.</param>
/// <param name="Baseline">That of the baseline; null where there is none.</param>
public sealed record ExperimentArithmetic(string Name, string? Run, string? Baseline);
