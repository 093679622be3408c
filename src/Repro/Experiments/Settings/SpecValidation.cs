using System.Globalization;

namespace Repro.Experiments.Settings;

/// <summary>Checks an experiment against the legal ranges stated on its records, all at once.</summary>
public static class SpecValidation
{
    private const int LongestName = 100,
        MostOfAKey = 5;

    private static readonly Limits Widths = SettingTable.Find("cnn.widths")!.Limits!;

    /// <summary>Checks the notebook's experiments, whose corpus must be one that can be fetched.</summary>
    /// <exception cref="ReproException">A value is outside its range; the message lists every fault once (exit code
    /// 2).</exception>
    public static void Check(IEnumerable<ExperimentSpec> specs)
    {
        var faults = specs
            .SelectMany(spec => Word("corpus.name", spec.Corpus.Name, "sample", "imdb").Concat(Faults(spec)))
            .Distinct()
            .ToList();
        if (faults.Count > 0)
            throw ReproException.Usage(string.Join('\n', faults));
    }

    /// <summary>
    /// One sentence per value outside its range; empty for a legal experiment. Works for any assignment.
    /// </summary>
    public static IEnumerable<string> Faults(ExperimentSpec spec) =>
        [
            .. Limits.Whole(0, uint.MaxValue).Faults("seed", spec.Seed),
            .. ProfileName.Faults([spec.Profile]),
            .. Word("device", spec.Device, "cpu", "cuda"),
            .. Printable("corpus.name", spec.Corpus.Name),
            .. SettingTable.All.SelectMany(setting => Faults(setting, spec)),
            .. spec.Attribution is { Rule: not QuadratureRule.GaussLegendre, Steps: 1 }
                ? ["attribution.steps: 1 is outside 2 … 10000, the range for the Riemann rules. Choose a value inside."]
                : Enumerable.Empty<string>(),
            .. spec.Cnn is { } cnn ? Cnn(cnn, spec.Vectors) : [],
            .. Printable("attribution.filler", spec.Attribution.Filler),
            .. spec.Attribution.Filler.Any(char.IsWhiteSpace)
                ? ["attribution.filler: contains white space, but must be a single token."]
                : Enumerable.Empty<string>(),
        ];

    private static IEnumerable<string> Faults(Setting setting, ExperimentSpec spec) =>
        setting is { Limits: { } limits, IsList: false } && setting.ValueIn(spec) is { } value
            ? limits.Faults(setting.Key, Convert.ToDouble(value, CultureInfo.InvariantCulture))
            : [];

    private static IEnumerable<string> Cnn(CnnSpec cnn, string? vectors) =>
        [
            .. vectors is not null ? Vectors(cnn, vectors) : [],
            .. cnn.Widths.Count == 0
                ? [$"cnn.widths: is empty; give one or more widths of {Widths.Text}."]
                : cnn.Widths.SelectMany(width => Widths.Faults("cnn.widths", width)).Take(MostOfAKey),
        ];

    private static IEnumerable<string> Vectors(CnnSpec cnn, string vectors) =>
        Profiles.TryWidthOf(vectors) switch
        {
            null => [Profiles.NoWidth(vectors)],
            { } width when width != cnn.Embedding =>
            [
                $"cnn.embedding: {cnn.Embedding} is not the width of "
                    + $"{TerminalText.Quote(vectors)}. Leave it out, or choose other vectors.",
            ],
            _ => [],
        };

    private static IEnumerable<string> Printable(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > LongestName || value.Any(char.IsControl))
            yield return $"{key}: \"{TerminalText.Quote(value)}\" is not a legal name; use 1 to {LongestName} "
                + "printable characters.";
    }

    private static IEnumerable<string> Word(string key, string value, params string[] legal)
    {
        if (!legal.Contains(value, StringComparer.Ordinal))
            yield return $"{key}: {TerminalText.Quote(value)} is not one of {string.Join(", ", legal)}. Choose "
                + "one of them.";
    }
}
