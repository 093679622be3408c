using Repro.Quantities;
using Repro.Statistics;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Compare;

/// <summary>
/// Compares the signs of words. Single signs can flip by chance, so they are only shown; what can block is the number
/// of flips. It is limited by its tolerance for the baseline's own seed and machine, and otherwise by the number of
/// flips between the accepted seeds.
/// </summary>
internal sealed class SignComparison(Judge judge, IReadOnlyList<BaselineRun> accepted)
{
    /// <summary>Each word that has a sign, then the number of flipped signs.</summary>
    /// <param name="expected">1 or −1 by path: of the baseline's own run, or what all accepted seeds agree on.</param>
    /// <param name="found">The run's signs, and those of further new seeds.</param>
    /// <param name="fresh">Runs of fresh seeds, which confirm a suspicion.</param>
    /// <param name="sameRun">Whether the run must be equal to the baseline's own.</param>
    public IEnumerable<QuantityComparison> Of(
        SortedDictionary<string, double> expected,
        IReadOnlyList<SortedDictionary<string, double>> found,
        IReadOnlyList<BaselineRun> fresh,
        bool sameRun
    )
    {
        if (expected.Count == 0)
        {
            yield return judge.Blocking(
                QuantityPath.AgreedSigns,
                0,
                0,
                Verdict.Within,
                $"another seed or arithmetic: sign only, and the {accepted.Count} baseline runs agree on no word's sign"
            ) with
            {
                Blocking = false,
                CannotJudge = judge.CannotJudge(QuantityPath.TurnedSigns),
            };
            yield break;
        }

        foreach (var (path, sign) in expected)
            yield return Word(path, sign, found[0], sameRun);
        if (found.Any(f => expected.Keys.Any(path => !f.ContainsKey(path))))
            yield break; // Said word by word, and blocking.
        IReadOnlyList<double> turned = [.. found.Select(f => (double)Signs.Turned(expected, f))];
        var counted = sameRun
            ? judge.ByStatedTolerance(QuantityPath.TurnedSigns, 0, turned[0])
            : judge.BySeedInterval(
                QuantityPath.TurnedSigns,
                new SeedValues(
                    Signs.TurnedAmong(accepted),
                    turned,
                    [.. fresh.Select(r => (double)Signs.Turned(expected, Signs.Found(r.Signs)))],
                    [.. fresh.Select(r => r.Seed)]
                )
            );
        yield return counted with
        {
            Blocking = counted.Blocking && (sameRun || accepted.Count >= Spread.EnoughSeeds),
            Because = sameRun
                ? $"of {expected.Count} words with a sign in the baseline's own run"
                : $"of {expected.Count} words on whose sign {accepted.Count} baseline "
                    + $"{(accepted.Count == 1 ? "run agrees" : "runs agree")}; the limit is by how many turn "
                    + "between those runs",
        };
    }

    private QuantityComparison Word(string path, double sign, SortedDictionary<string, double> found, bool sameRun)
    {
        if (!found.TryGetValue(path, out var value))
            return judge.Blocking(path, sign, null, Verdict.NotMeasured, "the run does not have it");
        return judge.ByStatedTolerance(path, sign, value) is { Verdict: not Verdict.NotComparable } comparison
            ? comparison with
            {
                Blocking = false,
                Verdict = value == -sign ? Verdict.Regression : Verdict.Within,
                Because = sameRun
                    ? "the baseline's own run has this sign"
                    : $"another seed or arithmetic: sign only, on which {accepted.Count} baseline "
                        + $"{(accepted.Count == 1 ? "run agrees" : "runs agree")}",
            }
            : judge.ByStatedTolerance(path, sign, value);
    }
}
