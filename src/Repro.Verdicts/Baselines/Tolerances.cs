using System.Collections.Concurrent;
using System.Globalization;
using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Statistics;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The file <c>baselines/tolerances.json</c>: from the general to the particular, so that the last entry that matches
/// holds.
/// </summary>
public sealed class Tolerances
{
    /// <summary>F1 gates only where its bound is at most this.</summary>
    public const double LargestBlockingF1 = 0.02;

    /// <summary>A stated tolerance may be at most so many times what its spread gives.</summary>
    public const int MaxWidthRatio = 10;

    private readonly EquatableList<Tolerance> entries;
    private readonly Assignment assignment;
    private readonly ConcurrentDictionary<(string Profile, string Experiment, string Quantity), Tolerance?> found = [];
    private string? baselines; // Where the file lies; null where there is none.

    /// <param name="entries">In the order of the file.</param>
    /// <param name="assignment">Whose experiments share the false alarms.</param>
    /// <exception cref="ReproException">An entry breaks a rule; every fault is in the one message (exit code
    /// 3).</exception>
    public Tolerances(EquatableList<Tolerance> entries, Assignment assignment)
    {
        (this.entries, this.assignment) = (entries, assignment);
        var faults = entries.SelectMany(Faults).ToList();
        if (faults.Count > 0)
            throw ReproException.Input(
                $"tolerances.json: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}. "
                    + $"{string.Join(" ", faults)} baselines/README.md says how to read an entry."
            );
    }

    public IReadOnlyList<Tolerance> Entries => entries;

    /// <inheritdoc cref="Tolerances(EquatableList{Tolerance}, Assignment)"/>
    /// <param name="path">Where the file is, beside the baselines whose accepted seeds it holds the spreads of.</param>
    /// <param name="assignment">As there.</param>
    public static Tolerances Read(string path, Assignment assignment)
    {
        var tolerances = ReadStale(path, assignment);
        new SpreadAgreement(path, tolerances.entries, assignment).Check();
        tolerances.baselines = Path.GetDirectoryName(path);
        return tolerances;
    }

    /// <summary>
    /// The same for Accept and Calibrate, which must be able to read tolerances whose spreads are those of seeds that
    /// are no longer accepted.
    /// </summary>
    public static Tolerances ReadStale(string path, Assignment assignment) =>
        new(SafeFile.ReadCommittedJson<TolerancesFile>(path).Tolerances, assignment);

    /// <summary>
    /// Profiles and experiments, <c>sample/rnn.corrected</c>, whose spread in the file is not that of the accepted
    /// seeds.
    /// </summary>
    public static IReadOnlyList<string> StaleSpreads(string path, Assignment assignment) =>
        new SpreadAgreement(path, ReadStale(path, assignment).entries, assignment).Stale();

    /// <summary>The tolerance that holds, or null where none is stated.</summary>
    public Tolerance? Find(string profile, string experiment, string quantity) =>
        found.GetOrAdd(
            (profile, experiment, quantity),
            key =>
                entries.LastOrDefault(t =>
                    QuantityPath.Matches(t.Profile, key.Profile)
                    && QuantityPath.Matches(t.Experiment, key.Experiment)
                    && QuantityPath.Matches(t.Quantity, key.Quantity)
                )
        );

    /// <summary>Experiments that share a profile's false alarms.</summary>
    internal IReadOnlyList<string> Experiments => assignment.Experiments;

    /// <summary>
    /// By experiment, the seeds that the baselines beside the file accepted; none where it was not read from one.
    /// </summary>
    internal SortedDictionary<string, EquatableList<BaselineRun>> AcceptedSeeds(string profile, string device) =>
        DerivedTolerances.Accepted(baselines is null ? "" : Path.Combine(baselines, profile, device));

    private static IEnumerable<string> Faults(Tolerance tolerance)
    {
        var name = $"{tolerance.Profile}/{tolerance.Experiment}/{tolerance.Quantity}";
        if (
            !(
                tolerance.Absolute >= 0
                && tolerance.Relative >= 0
                && double.IsFinite(tolerance.Absolute + tolerance.Relative)
            )
        )
            yield return $"{name}: absolute {Number(tolerance.Absolute)} and relative {Number(tolerance.Relative)} "
                + $"must be "
                + "0 or more.";
        if (string.IsNullOrWhiteSpace(tolerance.Because))
            yield return $"{name}: because is empty; say where the limit comes from.";
        if (
            tolerance.Spread is { Sd: > 0 } spread
            && string.IsNullOrWhiteSpace(tolerance.Reason)
            && tolerance.Absolute != SeedDifference.Limit(spread)
        )
            yield return $"{name}: absolute {Number(tolerance.Absolute)} is not the "
                + $"{Number(SeedDifference.Limit(spread))} "
                + "that its spread gives; say in reason why, or run --target=Calibrate.";
        if (tolerance.Spread is { Sd: > 0 } measured && tolerance.Absolute < measured.Sd)
            yield return $"{name}: absolute {Number(tolerance.Absolute)} is below the spread, sd "
                + $"{Number(measured.Sd)}: "
                + "every third run would leave it. Allow at least the spread.";
        if (tolerance.Spread is { Sd: > 0 } narrow && tolerance.Absolute > MaxWidthRatio * SeedDifference.Limit(narrow))
            yield return $"{name}: absolute {Number(tolerance.Absolute)} is more than {MaxWidthRatio} times the "
                + $"{Number(SeedDifference.Limit(narrow))} that its spread gives: it would find nothing. Lower it.";
        if (!tolerance.Blocking)
            yield break;
        if (tolerance.Quantity.Contains('*', StringComparison.Ordinal))
            yield return $"{name}: a quantity with * cannot block, since how many it stands for is not known, and so "
                + "neither how often one is beyond its limit by chance. Name each.";

        // Turned signs are counted between the accepted seeds themselves.
        if (
            Quantity.GroupOf(tolerance.Quantity) != QuantityGroup.Attribution
            && !(tolerance.Spread?.Seeds >= Spread.EnoughSeeds)
        )
            yield return $"{name}: it blocks on a spread over {tolerance.Spread?.Seeds ?? 0} seeds; measure at least "
                + $"{Spread.EnoughSeeds}.";
        if (Quantity.Of(tolerance.Quantity).IsF1 && (tolerance.Absolute > LargestBlockingF1 || tolerance.Relative > 0))
            yield return $"{name}: F1 blocks at {Number(tolerance.Absolute)} absolute, {Number(tolerance.Relative)} "
                + $"relative; at most {Number(LargestBlockingF1)} absolute may block, else set blocking to false.";
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>The file's shape.</summary>
public sealed record TolerancesFile(EquatableList<Tolerance> Tolerances);
