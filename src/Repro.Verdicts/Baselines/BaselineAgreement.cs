using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Files;
using Repro.Metrics;
using Repro.Quantities;
using Repro.Runs;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// Checks that redundant values in a baseline's files agree. They are always written together, so a difference means
/// damage: a manual edit or an incomplete merge.
/// </summary>
/// <param name="store">Provides the file names.</param>
/// <param name="baseline">Their content.</param>
internal sealed class BaselineAgreement(BaselineStore store, Baseline baseline)
{
    private Provenance Provenance => baseline.Provenance;

    /// <summary>
    /// The digest that <c>provenance.json</c> keeps of <c>exact.verified.json</c>: SHA-256 of the file as Accept writes
    /// it, independent of the order in which its values were read.
    /// </summary>
    public static string DigestOf(ExactRecord exact) => Sha256(exact with { Values = RunValues.Metrics(exact.Values) });

    /// <inheritdoc cref="DigestOf(ExactRecord)"/>
    public static string DigestOf(RoundingSpan twins) =>
        Sha256(twins with { Values = RunValues.Metrics(twins.Values) });

    /// <exception cref="ReproException">Two files, or two places in one file, disagree (exit code 3).</exception>
    public void Check()
    {
        var faults = Faults().Take(2).ToList();
        if (faults.Count > 0)
            throw ReproException.Input(
                $"{faults[0]}{(faults.Count > 1 ? ", and more" : "")}. --target=Accept writes a baseline's files "
                    + $"together: restore {store.Folder} from version control."
            );
    }

    private IEnumerable<string> Faults()
    {
        if (Provenance.Runs.Select(r => r.Seed).Distinct().Count() < Provenance.Runs.Count)
            yield return $"{store.Provenance}: a seed occurs twice among its runs";
        if (Provenance.Runs.FirstOrDefault(r => r.Seed == Provenance.Seed) is not { } run)
        {
            yield return $"{store.Provenance}: its seed {Provenance.Seed} is not among its runs";
            yield break;
        }

        foreach (var fault in Values(run).Concat(Digests()).Concat(History()).Concat(Attributions()))
            yield return fault;
    }

    // Uses the rule of the experiment's settings, if the baseline has these settings.
    private IEnumerable<string> Attributions()
    {
        var known = (store.Spec with { Seed = Provenance.Seed }).Hash() == Provenance.SpecHash;
        return AttributionAgreement
            .Faults(
                baseline.Attributions,
                known ? store.Spec.Attribution.Label : null,
                rounded: true,
                classOf: _ => null
            )
            .Select(fault => $"{store.Attributions}: {fault}");
    }

    private IEnumerable<string> Values(BaselineRun run)
    {
        SortedDictionary<string, double> metrics = baseline.Metrics.Values,
            curve = RunValues.Curve(baseline.Curve),
            attributions = RunValues.Attributions(baseline.Attributions);
        var kept = run.Values.ToLookup(v => Quantity.Of(v.Key).Group);
        return
        [
            .. Differing(store.Metrics, metrics, kept[QuantityGroup.Metric]),
            .. Differing(store.Curve, curve, kept[QuantityGroup.Curve]),
            .. Differing(
                store.Attributions,
                attributions.Where(v => !QuantityPath.Matches(QuantityPath.ImportancePattern, v.Key)),
                kept[QuantityGroup.Attribution]
            ),
            .. Signs.Of(baseline.Attributions).Equals(run.Signs)
                ? Array.Empty<string>()
                :
                [
                    $"{store.Attributions}: the signs of its words are not those that {Name(store.Provenance)} has of "
                        + $"seed {run.Seed}",
                ],
        ];
    }

    private IEnumerable<string> Digests() =>
        [
            .. Digest(store.Exact, baseline.Exact is { } exact ? DigestOf(exact) : null, Provenance.ExactDigest),
            .. Digest(store.Twins, baseline.Twins is { } twins ? DigestOf(twins) : null, Provenance.TwinsDigest),
        ];

    private IEnumerable<string> Digest(string file, string? digest, string? recorded)
    {
        if (digest != recorded)
            yield return digest is null ? $"{file}: missing, where {Name(store.Provenance)} has its digest"
            : recorded is null ? $"{file}: {Name(store.Provenance)} has no digest of it, so it is of another baseline"
            : $"{file}: its sha256 is {digest}, where {Name(store.Provenance)} has {recorded}";
    }

    private static string Sha256<T>(T record) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SafeFile.JsonOf(record))));

    // The last change of each metric must give its current value.
    private IEnumerable<string> History()
    {
        var last = new SortedDictionary<string, double>(QuantityOrder.Instance);
        foreach (var change in Provenance.History.SelectMany(entry => entry.Changes))
            if (change.New is { } value)
                last[change.Quantity] = value;
            else
                last.Remove(change.Quantity);
        return Differing(store.Metrics, baseline.Metrics.Values, last, "history");
    }

    private IEnumerable<string> Differing(
        string file,
        IEnumerable<KeyValuePair<string, double>> verified,
        IEnumerable<KeyValuePair<string, double>> kept,
        string? place = null
    )
    {
        var (left, right) = (RunValues.Metrics(verified), RunValues.Metrics(kept));
        return left
            .Keys.Union(right.Keys)
            .Where(path => Text(left, path) != Text(right, path))
            .Select(path =>
                $"{file}: {path} is {Text(left, path)}, where {Name(store.Provenance)} has {Text(right, path)} "
                + (place is null ? $"of seed {Provenance.Seed}" : $"in its {place}")
            );
    }

    private static string Text(SortedDictionary<string, double> values, string path) =>
        values.TryGetValue(path, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : "missing";

    private static string Name(string path) => Path.GetFileName(path);
}
