using Repro.Quantities;
using Repro.Testing;

namespace Repro.Verdicts.Tests.Accept;

public sealed partial class AcceptanceTests
{
    [Fact]
    public void Other_seeds_are_kept_beside_the_verified_one()
    {
        Accept(Request, ToyRun.Of().Write(temp.At("runs")));
        var other = ToyRun.Of(seed: 7);
        other.Metrics[QuantityNames.F1Global] = 0.5;

        Accept(Request, other.Write(temp.At("runs")));

        var baseline = Read(other.Spec);
        baseline.Provenance.Seed.Should().Be(1234);
        baseline.Metrics.Values[QuantityNames.F1Global].Should().Be(0.861235);
        baseline
            .Provenance.Runs.Select(r => (r.Seed, r.Values[QuantityNames.F1Global]))
            .Should()
            .Equal((7, 0.5), (1234, 0.861235));
        baseline.Provenance.Runs[0].Signs.Should().Equal("+0+", "+0-");
    }

    [Fact]
    public void Seeds_of_other_settings_are_not_mixed_with_the_new_ones()
    {
        Accept(Request, ToyRun.Of(seed: 7).Write(temp.At("runs")), ToyRun.Of().Write(temp.At("runs")));
        var toy = ToyRun.Of();
        var changed = toy with { Spec = toy.Spec with { Training = toy.Spec.Training with { Patience = 9 } } };

        Accept(Request, changed.Write(temp.At("runs")));

        Read(changed.Spec).Provenance.Runs.Select(r => r.Seed).Should().Equal(1234);
    }
}
