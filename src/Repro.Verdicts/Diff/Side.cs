using Repro.Experiments;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Diff;

/// <summary>One side of one experiment: a run, a baseline, or a place where neither exists.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Spec">The requested experiment, or that of the run that was found.</param>
/// <param name="Place">The folder.</param>
internal sealed record Side(SideName Name, ExperimentSpec Spec, string Place)
{
    public RunResult? Run { get; init; }

    public Baseline? Baseline { get; init; }

    /// <summary><c>rnn.as-written</c>.</summary>
    public string Experiment => Spec.Name();

    public Measurements Numbers => Run is not null ? Measurements.Of(Run) : Measurements.Of(Baseline!);

    public AttributionTable? Attributions => Run is not null ? Run.Attributions : Baseline?.Attributions;

    public TrainingHistory? History => Run is not null ? Run.History : Baseline?.Curve;

    public StepLosses? Steps =>
        Run is not null ? Run.History?.Steps
        : Baseline?.Exact is { } exact ? new(exact.FirstEpoch, exact.EpochStarts)
        : null;

    public bool HasPredictions =>
        Run is not null ? File.Exists(Run.Folder.Predictions) : Baseline?.Exact?.Probabilities is not null;

    public long Seed => Run?.Spec.Seed ?? Baseline!.Provenance.Seed;

    public string CorpusDigest => Run?.Manifest.CorpusDigest ?? Baseline!.Provenance.CorpusDigest;

    public string? VectorsDigest => Run is not null ? Run.Manifest.VectorsDigest : Baseline!.Provenance.VectorsDigest;

    public string? Arithmetic => Run is not null ? Run.Manifest.Arithmetic : Baseline!.Provenance.Arithmetic;

    /// <summary>Why this side cannot be compared; null if it can.</summary>
    public (Verdict Verdict, string Because)? Fault =>
        (Name.Kind, Run) switch
        {
            (SideKind.Baseline, _) => Baseline is null
                ? (
                    Verdict.NoBaseline,
                    $"no baseline of {Experiment} is committed in {Place}; review the run, then accept it"
                )
                : null,
            (_, null) => (
                Verdict.NotMeasured,
                $"{Place} has no run of {Experiment}; create it with the target Reproduce"
            ),
            (_, { Complete: false }) => (
                Verdict.NotMeasured,
                $"{Place} has no completeness marker: the run was interrupted; run it again"
            ),
            _ => null,
        };

    /// <summary>Whether two sides have the same settings, ignoring seed and device.</summary>
    public bool HasSettingsOf(Side other) =>
        (Run, other.Run) switch
        {
            ({ } run, { } others) => run.Spec with
            {
                Seed = others.Spec.Seed,
                Device = others.Spec.Device,
            } == others.Spec,
            ({ } run, null) => HasSettings(run, other.Baseline!.Provenance),
            (null, { } others) => HasSettings(others, Baseline!.Provenance),
            _ => Baseline!.Provenance.SpecHash == other.Baseline!.Provenance.SpecHash,
        };

    private static bool HasSettings(RunResult run, Provenance provenance) =>
        (run.Spec with { Seed = provenance.Seed }).Hash() == provenance.SpecHash;
}
