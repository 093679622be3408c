using System.Globalization;
using Repro;
using Repro.Verdicts.Report.Tables;

namespace ReproBuild.Mutants;

/// <summary>Which faults were detected, for console and README.</summary>
public static class MutantTable
{
    /// <param name="mutants">All listed mutants.</param>
    /// <param name="seen">Results by name; missing ones have not run.</param>
    public static ReportTable Build(IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<string, MutantResult> seen) =>
        new(
            "Mutants",
            [
                new("mutant"),
                new("stage"),
                new("fault"),
                new("bits"),
                new("rounding"),
                new("seeds"),
                new("first number off"),
            ],
            [.. mutants.Select(m => Row(m, seen.GetValueOrDefault(m.Name)))],
            [Sum(mutants, seen)]
        );

    /// <summary>Number of mutants detected by each lane, of those that ran and are not equivalent.</summary>
    public static string Sum(IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<string, MutantResult> seen)
    {
        var results = mutants
            .Where(m => m.Equivalent is null && seen.ContainsKey(m.Name))
            .Select(m => seen[m.Name])
            .ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Of {mutants.Count} mutants {results.Count} ran and are not equivalent: bits saw "
                + $"{results.Count(r => r.Bits)}, "
                + $"rounding under another arithmetic {results.Count(r => r.Rounding)}, seeds alone "
                + $"{results.Count(r => r.Seeds)}."
        );
    }

    private static EquatableList<ReportCell> Row(Mutant mutant, MutantResult? result) =>
        result is null
            ? [mutant.Name, mutant.Stage, mutant.Fault, "", "", "", mutant.Equivalent ?? "not run"]
            :
            [
                mutant.Name,
                mutant.Stage,
                mutant.Fault,
                Cell(result.Bits),
                Cell(result.Rounding),
                Cell(result.Seeds),
                mutant.Equivalent is { } reason ? $"equivalent: {reason}" : result.First,
            ];

    private static ReportCell Cell(bool seen) =>
        seen ? new ReportCell("seen", Tone.Good) : new ReportCell("no", Tone.Muted);
}
