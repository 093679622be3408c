using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Accept;

/// <summary>A toy run that is accepted with its twins, and what is compared with it then.</summary>
public sealed class AcceptedTwinsTests : IDisposable
{
    private static readonly AcceptanceRequest Request = new("twins", "Ada", OnCi: false);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    private BaselineStore Store => new(temp.At("baselines"), Toy(0).Spec);

    [Fact]
    public void What_they_span_is_accepted_with_the_run()
    {
        Accept(Toy(0), Twins(8));
        var span = Store.Read()!.Twins!;
        span.Twins.Should().Equal(Enumerable.Range(1, 8).Select(i => $"twin-{i}"));
        span.FirstEpoch[1].Should().BeApproximately(8e-8, 8e-8 / 128, "rounded up to eight bits");
        span.FirstEpoch[1].Should().BeGreaterThanOrEqualTo(8e-8);
        Store.Read()!.Provenance.TwinsDigest.Should().NotBeNull();
    }

    [Fact]
    public void Fewer_than_eight_are_none()
    {
        Accept(Toy(0), Twins(7));
        Store.Read()!.Twins.Should().BeNull();
    }

    public static TheoryData<string> Others() => [.. new[] { "bits", "seed", "settings", "program", "incomplete" }];

    [Theory]
    [MemberData(nameof(Others))]
    public void One_that_is_not_a_twin_does_not_count(string other)
    {
        var twins = Twins(7);
        var toy = other switch
        {
            "bits" => Toy(0) with { Arithmetic = "elsewhere" },
            "seed" => Toy(9) with { Spec = Toy(0).Spec with { Seed = 9 } },
            "settings" => Toy(9) with
            {
                Spec = Toy(0).Spec with { Training = Toy(0).Spec.Training with { Patience = 9 } },
            },
            _ => Toy(9),
        };
        var folder = toy.Write(temp.At("twins", "other"));
        if (other == "program")
            foreach (var file in (string[])[folder.Complete, folder.Manifest])
                ToyRun.Edit(file, json => json["program"] = "otherp-0123456789abcdef");
        if (other == "incomplete")
            File.Delete(folder.Complete);
        Accept(Toy(0), [.. twins, ("other", folder)]);
        Store.Read()!.Twins.Should().BeNull();
    }

    [Fact]
    public void A_span_stays_with_its_bits_and_goes_with_them()
    {
        Accept(Toy(0), Twins(8));
        var span = Store.Read()!.Twins!;
        Accept(Toy(0) with { Arithmetic = new string('c', 64) }, []);
        Store.Read()!.Should().Match<Baseline>(b => b.Twins!.FirstEpoch.Equals(span.FirstEpoch));
        Store.Read()!.Provenance.Arithmetic.Should().StartWith("c");
        Accept(Toy(3), []);
        Store.Read()!.Twins.Should().BeNull();
    }

    [Fact]
    public void An_edited_span_is_refused()
    {
        Accept(Toy(0), Twins(8));
        ToyRun.Edit(Store.Twins, json => json["first-epoch"]![1] = 1.0);
        FluentActions
            .Invoking(() => Store.Read())
            .Should()
            .Throw<ReproException>()
            .WithMessage("*twins.verified.json: its sha256 is *")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    public static TheoryData<string, double, Verdict, string> Lanes() =>
        new()
        {
            { "a", 0, Verdict.Within, QuantityPath.ExactDiffering },
            { "a", 1e-8, Verdict.Changed, QuantityPath.ExactDiffering },
            { "b", 0, Verdict.Within, QuantityPath.BeyondRounding },
            { "b", 1e-8, Verdict.Within, QuantityPath.BeyondRounding },
            { "b", 1e-5, Verdict.Changed, QuantityPath.BeyondRounding },
        };

    [Theory]
    [MemberData(nameof(Lanes))]
    public void The_strictest_lane_that_applies_judges(string arithmetic, double moved, Verdict verdict, string lane)
    {
        Accept(Toy(0), Twins(8));
        var run = (Toy(moved / 1e-8) with { Arithmetic = new string(arithmetic[0], 64) }).Write(temp.At("runs"));
        var exact = Comparison
            .Compare(run, temp.At("baselines"), ToyTolerances.All)
            .Comparisons.Where(c => c.Parsed.Group == QuantityGroup.Exact);
        exact
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<QuantityComparison>(c => c.Quantity == lane && c.Verdict == verdict && c.Blocking);
    }

    [Fact]
    public void Another_seed_is_for_neither()
    {
        Accept(Toy(0), Twins(8));
        var run = (Toy(1) with { Spec = Toy(0).Spec with { Seed = 9 } }).Write(temp.At("runs"));
        Comparison
            .Compare(run, temp.At("baselines"), ToyTolerances.All)
            .Comparisons.Should()
            .NotContain(c => c.Parsed.Group == QuantityGroup.Exact);
    }

    // A run whose second step is so many hundred-millionths off.
    private static ToyRun Toy(double moved) =>
        ToyRun.Of() with
        {
            Steps = new StepLosses([0.7, 0.6 + (moved * 1e-8)], [0.7, 0.5, 0.4]) { Read = ["1a", "1b", "1c"] },
        };

    private List<(string Name, RunFolder Folder)> Twins(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => ($"twin-{i}", (Toy(i) with { Arithmetic = "elsewhere" }).Write(temp.At("twins", $"{i}")))),
        ];

    private void Accept(ToyRun toy, List<(string Name, RunFolder Folder)> twins)
    {
        var planned = new Acceptance(temp.At("baselines"), new Tolerances([], ImdbNotebook.Assignment), ToyRun.Program)
        {
            Twins = _ => twins,
        }.Plan([toy.Write(temp.At("runs"))], Request, TimeProvider.System);
        Acceptance.Write(planned, Request);
    }
}
