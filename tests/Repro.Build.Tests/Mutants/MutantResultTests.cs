using Repro.Quantities;
using Repro.Verdicts.Compare;
using ReproBuild.Mutants;

namespace Repro.Build.Tests.Mutants;

public class MutantResultTests
{
    private static readonly QuantityComparison Bits = Of(QuantityPath.ExactDiffering, Verdict.Within),
        Rounding = Of(QuantityPath.BeyondRounding, Verdict.Within),
        F1 = Of(QuantityNames.F1Global, Verdict.Within);

    [Fact]
    public void Nothing_is_seen_of_what_is_within() =>
        MutantResult
            .Of(Overall(Bits, F1), Overall(Rounding, F1 with { Verdict = Verdict.Improvement }))
            .Should()
            .Be(new MutantResult(false, false, false, ""));

    [Fact]
    public void Each_lane_sees_for_itself()
    {
        var changed = Bits with { Verdict = Verdict.Changed, Because = "first: step 2 of epoch 1, 0.7 instead of 0.6" };
        MutantResult
            .Of(Overall(changed, F1), Overall(Rounding, F1))
            .Should()
            .Be(new MutantResult(true, false, false, "cnn.corrected: step 2 of epoch 1"));
        MutantResult
            .Of(Overall(Bits, F1), Overall(Rounding with { Verdict = Verdict.Changed }, F1))
            .Should()
            .Match<MutantResult>(r => !r.Bits && r.Rounding && !r.Seeds);
        MutantResult
            .Of(Overall(Bits, F1), Overall(Rounding, F1 with { Verdict = Verdict.Regression }))
            .Should()
            .Match<MutantResult>(r => !r.Bits && !r.Rounding && r.Seeds);
        MutantResult
            .Of(Overall(Bits, F1), Overall(Rounding, F1 with { Verdict = Verdict.Regression, Blocking = false }))
            .IsSeen.Should()
            .BeFalse("what does not block is shown and not seen");
    }

    [Fact]
    public void An_experiment_that_failed_is_seen_by_all() =>
        MutantResult
            .Of(
                VerdictFiles.Merge("sample", ["cnn.corrected"], []),
                VerdictFiles.Merge("sample", ["cnn.corrected"], [])
            )
            .Should()
            .Be(new MutantResult(true, true, true, "cnn.corrected not measured"));

    private static OverallVerdict Overall(params QuantityComparison[] comparisons) =>
        VerdictFiles.Merge(
            "sample",
            [],
            [new ExperimentVerdict("sample", "cnn.corrected", 1, "run", [.. comparisons])]
        );

    private static QuantityComparison Of(string quantity, Verdict verdict) =>
        new("cnn.corrected", quantity, 0, 0, 0, Blocking: true, verdict, "");
}
