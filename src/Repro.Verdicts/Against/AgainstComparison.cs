using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;
using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Against;

/// <summary>
/// Compares the runs of one version of the code with those of another, trained on the same machine from the same seeds.
/// This needs no stored baseline. If there is one, it shows whether the machine also changed the numbers.
/// </summary>
public static class AgainstComparison
{
    /// <param name="spec">The experiment in this version.</param>
    /// <param name="pairs">The two versions' runs of each seed, at least one pair.</param>
    /// <param name="tolerances">The tolerances of both versions: the stricter one applies.</param>
    /// <param name="stored">The other version's baseline; null if it has none.</param>
    /// <exception cref="ReproException">A run is damaged, or its records do not agree (exit code 3).</exception>
    public static AgainstVerdict Compare(
        ExperimentSpec spec,
        IReadOnlyList<(RunFolder Other, RunFolder Here)> pairs,
        IReadOnlyList<Tolerances> tolerances,
        Baseline? stored
    )
    {
        foreach (var (other, here) in pairs)
            if (new[] { other, here }.FirstOrDefault(folder => !File.Exists(folder.Complete)) is { } missing)
                return new AgainstVerdict(
                    spec.Name(),
                    pairs.Count,
                    Verdict.NotMeasured,
                    $"{missing.Root} holds no whole run",
                    MachineFinding.Unknown,
                    []
                );
        List<(RunResult Other, RunResult Here)> runs =
        [
            .. pairs.Select(pair => (RunResult.Read(pair.Other).Checked(), RunResult.Read(pair.Here).Checked())),
        ];
        var moved = runs.Select(run => FirstMoved(run.Other, run.Here, stored))
            .FirstOrDefault(first => first is not null);
        EquatableList<QuantityComparison> outcome = moved is null ? [] : [.. GateDifferences.Judge(runs, tolerances)];
        return new AgainstVerdict(
            spec.Name(),
            pairs.Count,
            moved is null ? Verdict.Within
                : outcome.Any(gate => gate.Verdict == Verdict.Regression) ? Verdict.Regression
                : Verdict.Changed,
            moved,
            MachineOf(runs, stored),
            outcome
        )
        {
            OtherLibraries = runs.Exists(run => run.Other.Manifest.Arithmetic != run.Here.Manifest.Arithmetic),
        };
    }

    /// <summary>The first difference in the order of computation: settings, data, then numbers.</summary>
    private static string? FirstMoved(RunResult other, RunResult here, Baseline? stored)
    {
        if (SettingsDifference.Find(other.Spec, here.Spec) is { Count: > 0 } settings)
            return $"settings, {string.Join("; ", settings)}";
        if (other.Manifest.CorpusDigest != here.Manifest.CorpusDigest)
            return Digests("corpus", other.Manifest.CorpusDigest, here.Manifest.CorpusDigest);
        if (other.Manifest.VectorsDigest != here.Manifest.VectorsDigest)
            return Digests("word vectors", other.Manifest.VectorsDigest, here.Manifest.VectorsDigest);
        if ((ExactRecord.Collect(other), ExactRecord.Collect(here)) is not ({ } expected, { } found))
            return RunValues.Of(other).SequenceEqual(RunValues.Of(here))
                ? null
                : "numbers differ, on a device that records no steps";
        if (ExactDifference.Compare(expected, found).First is not { } first)
            return null;

        // With other libraries under the same code, a difference that rounding explains is not caused by the code.
        var rounded =
            other.Manifest.Arithmetic != here.Manifest.Arithmetic
            && stored is { Twins: { } span }
            && stored.Provenance.Seed == other.Spec.Seed
            && RoundingDifference.Find(expected, found, span, stored.Provenance.Runs).First is null;
        return rounded ? null : first.Replace("first: ", "", StringComparison.Ordinal);
    }

    private static MachineFinding MachineOf(IReadOnlyList<(RunResult Other, RunResult Here)> runs, Baseline? stored)
    {
        if (
            stored?.Exact is not { } exact
            || runs.Select(run => run.Other).FirstOrDefault(run => run.Spec.Seed == stored.Provenance.Seed)
                is not { } other
            || Comparison.InputsDiffer(other, stored.Provenance) is not null
            || ExactRecord.Collect(other) is not { } found
        )
            return MachineFinding.Unknown;
        return ExactDifference.Compare(exact, found).Differing == 0 ? MachineFinding.Unmoved
            : other.Manifest.Arithmetic == stored.Provenance.Arithmetic ? MachineFinding.Stale
            : MachineFinding.Moved;
    }

    private static string Digests(string what, string? other, string? here) =>
        $"{what} {DigestText.Shortened(here)} instead of {DigestText.Shortened(other)}";
}
