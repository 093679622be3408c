using System.Globalization;
using System.Text;

namespace Repro.Benchmarks.Ratios;

/// <summary>
/// The ratios of one run, each against its floor. A pair whose benchmarks did not both run is left out.
/// </summary>
/// <param name="floors">The pairs.</param>
/// <param name="seconds">Of one call of each benchmark, by <c>Class.Method</c>.</param>
/// <param name="plain">What the plain versions are on this machine.</param>
public sealed class MeasuredRatios(Floors floors, IReadOnlyDictionary<string, double> seconds, PlainVersions plain)
{
    private readonly List<Pair> measured =
    [
        .. floors.Pairs.Where(pair => seconds.ContainsKey(pair.Plain) && seconds.ContainsKey(pair.Fast)),
    ];

    /// <summary>Pairs below a floor.</summary>
    public IReadOnlyList<Pair> Fallen => measured.FindAll(pair => !Holds(pair));

    /// <summary>As Markdown that reads well in a terminal too.</summary>
    public string Table()
    {
        var rows = measured.ConvertAll(Row);
        rows.Insert(0, ["fast path", "plain", "fast", "ratio", "floor", "goal", "limit", "of limit", "floor", ""]);
        var widths = Enumerable
            .Range(0, rows[0].Length)
            .Select(column => Math.Max(2, rows.Max(row => row[column].Length)))
            .ToArray();
        rows.Insert(
            1,
            [
                .. widths.Select(
                    (width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":"
                ),
            ]
        );
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append("| ")
                .AppendJoin(
                    " | ",
                    row.Select(
                        (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])
                    )
                )
                .AppendLine(" |");
        return text.ToString();
    }

    private bool Holds(Pair pair) =>
        (!IsQuoted(pair) || Ratio(pair) >= pair.Floor) && !(OfLimit(pair) < pair.FloorOfLimit);

    private bool IsQuoted(Pair pair) => plain.AreFair || !pair.OneDnn;

    private double Ratio(Pair pair) => seconds[pair.Plain] / seconds[pair.Fast];

    private double? OfLimit(Pair pair) => Limit(pair) / seconds[pair.Fast];

    private double? Limit(Pair pair) =>
        pair.Limit.Count > 0 && pair.Limit.Keys.All(seconds.ContainsKey)
            ? pair.Limit.Sum(work => work.Value * seconds[work.Key])
            : null;

    private string[] Row(Pair pair) =>
        [
            pair.Name,
            Time(seconds[pair.Plain]),
            Time(seconds[pair.Fast]),
            IsQuoted(pair) ? Times(Ratio(pair)) : "not quoted",
            Times(pair.Floor),
            Times(pair.Goal),
            Limit(pair) is { } limit ? Time(limit) : "",
            Share(OfLimit(pair)),
            Share(pair.FloorOfLimit),
            !Holds(pair) ? "BELOW"
            : IsQuoted(pair) ? "holds"
            : "",
        ];

    private static string Time(double seconds) =>
        seconds >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.0} ms");

    private static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} ×");

    private static string Share(double? share) =>
        share is { } found ? string.Create(CultureInfo.InvariantCulture, $"{found * 100:0} %") : "";
}
