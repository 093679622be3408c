using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Claims;

namespace Repro.Verdicts.Tests.Claims;

public sealed partial class ClaimJudgeTests
{
    [Fact]
    public void Short_figures_stand_as_they_were_printed() =>
        Judge("C4", Rnn(0.69)).Printed.Should().Be("0.99 0.99 1.00 0.13 0.12 0.96");

    [Fact]
    public void A_claim_that_interventions_may_explain_prints_one_mean_over_batches()
    {
        var named = Notebook.Claims.Where(c => c.Interventions.Count > 0).ToList();
        named.Select(c => c.Id).Should().Equal("C3", "C8");
        named.Should().OnlyContain(c => c.Printed.Count == 1 && c.Printed[0].Quantity == QuantityNames.F1BatchMean);
        Notebook
            .PrintedFor(InterventionKind.EvenErrors)
            .Should()
            .Equal(
                new Dictionary<string, double> { ["rnn"] = 0.6905453883205751, ["cnn-glove"] = 0.46335027654530275 }
            );
    }

    [Fact]
    public void Two_printed_digits_leave_half_a_unit()
    {
        Claim("C4").Printed[0].HalfUnit().Should().BeApproximately(0.005, RoundingBound.Managed(8, 0.005));
        Claim("C6").Printed[1].HalfUnit().Should().BeApproximately(0.5e-9, RoundingBound.Managed(8, 0.5e-9));
    }

    [Theory]
    [InlineData(2e-5, ClaimVerdict.Reproduced)]
    [InlineData(-9e-5, ClaimVerdict.Reproduced)]
    [InlineData(3e-7, ClaimVerdict.NotReproduced)]
    [InlineData(4e-3, ClaimVerdict.NotReproduced)]
    public void Deltas_are_judged_by_their_order_of_magnitude(double ours, ClaimVerdict verdict) =>
        Judge("C6", Series(ModelKind.Cnn, null, Claim("C6").Printed.ToDictionary(p => p.Quantity, _ => new[] { ours })))
            .Verdict.Should()
            .Be(verdict);

    [Fact]
    public void The_printed_kernels_are_those_of_the_as_written_experiment()
    {
        Judge("C12", Series(ModelKind.Cnn, null, new() { ["test.loss"] = [0.4] }))
            .Should()
            .BeEquivalentTo(new { Verdict = ClaimVerdict.Reproduced, AsWritten = "3 3 3 300 192" });
    }

    [Fact]
    public void A_warning_is_reproduced_where_every_run_has_such_batches()
    {
        Judge("C13", Rnn(new Dictionary<string, double[]> { ["test.batches.without-positives"] = [8, 8] }))
            .Verdict.Should()
            .Be(ClaimVerdict.Reproduced);
        Judge("C13", Rnn(new Dictionary<string, double[]> { ["test.batches.without-positives"] = [8, 0] }))
            .Verdict.Should()
            .Be(ClaimVerdict.NotReproduced);
    }
}
