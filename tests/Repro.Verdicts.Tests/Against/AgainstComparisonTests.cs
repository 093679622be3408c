using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Against;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Against;

/// <summary>One version's run beside another's, with one thing changed at a time.</summary>
public sealed class AgainstComparisonTests : IDisposable
{
    private static readonly StepLosses Steps = new([0.6931472f, 0.69f, 0.68f], [0.6931472f, 0.5f, 0.4f])
    {
        Read = ["1a", "1b", "1c"],
    };

    private static readonly ToyRun Toy = ToyRun.Of() with { Steps = Steps };

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_same_numbers_moved_nothing() =>
        Against(Toy)
            .Should()
            .Match<AgainstVerdict>(v =>
                v.Verdict == Verdict.Within
                && v.Outcome.Count == 0
                && v.Sentence == "The code moved nothing. One pair of runs is equal bit for bit."
            );

    [Fact]
    public void One_bit_of_a_step_is_the_codes()
    {
        var moved = Steps with { FirstEpoch = [0.6931472f, MathF.BitIncrement(0.69f), 0.68f] };
        Against(Toy with { Steps = moved })
            .Should()
            .Match<AgainstVerdict>(v =>
                v.Verdict == Verdict.Changed
                && v.Sentence.StartsWith("The code moved it. First: step 2 of epoch 1, 0.69")
            );
    }

    [Fact]
    public void A_changed_default_is_named_before_any_number() =>
        Against(Toy with { Spec = Toy.Spec with { Training = Toy.Spec.Training with { Patience = 9 } } })
            .Moved.Should()
            .Be("settings, training.patience 3 → 9");

    [Fact]
    public void Other_data_are_named_before_any_number() =>
        Against(Toy with { CorpusDigest = new('d', 64) }).Moved.Should().StartWith("corpus dddd");

    [Theory]
    [InlineData(-0.5, Verdict.Regression)]
    [InlineData(-0.001, Verdict.Changed)]
    [InlineData(0.1, Verdict.Changed)]
    public void What_moved_is_a_regression_where_a_gate_is_worse(double change, Verdict verdict)
    {
        var verdicts = Against(WithF1(Toy, 0.8 + change), WithF1(Toy, 0.8));
        verdicts.Verdict.Should().Be(verdict);
        verdicts
            .Outcome.Single(gate => gate.Quantity == QuantityNames.F1Global)
            .Found.Should()
            .BeApproximately(0.8 + change, 1e-12);
    }

    [Fact]
    public void A_gate_that_one_version_no_longer_measures_is_a_regression()
    {
        SortedDictionary<string, double> without = new(Toy.Metrics, StringComparer.Ordinal);
        without.Remove(QuantityNames.F1Global);
        var verdict = Against(Toy with { Metrics = without });
        verdict.Verdict.Should().Be(Verdict.Regression);
        verdict.Outcome.Single(gate => gate.Quantity == QuantityNames.F1Global).Found.Should().BeNull();
    }

    [Fact]
    public void Four_seeds_see_half_the_change_that_one_sees()
    {
        var pairs = Enumerable.Range(1, 4).Select(seed => Toy with { Spec = Toy.Spec with { Seed = seed } }).ToList();
        var limit = ToyTolerances.All.Find(Profiles.Imdb, Toy.Spec.Name(), QuantityNames.F1Global)!.Limit(0.8);
        Compare([.. pairs.Select(run => (WithF1(run, 0.8), WithF1(run, 0.8 - (0.6 * limit))))])
            .Verdict.Should()
            .Be(Verdict.Regression);
        Compare([(WithF1(Toy, 0.8), WithF1(Toy, 0.8 - (0.6 * limit)))]).Verdict.Should().Be(Verdict.Changed);
    }

    [Fact]
    public void A_run_that_is_not_whole_is_not_measured()
    {
        var (other, here) = (Toy.Write(temp.At("other")), Toy.Write(temp.At("here")));
        File.Delete(other.Complete);
        AgainstComparison
            .Compare(Toy.Spec, [(other, here)], [ToyTolerances.All], null)
            .Should()
            .Match<AgainstVerdict>(v => v.Verdict == Verdict.NotMeasured && v.Sentence.Contains("no whole run"));
    }

    [Theory]
    [InlineData(0.69f, 'a', MachineFinding.Unmoved, "Nothing moved: neither code nor machine. *")]
    [InlineData(
        0.6900001f,
        'b',
        MachineFinding.Moved,
        "The code moved nothing; the machine moved the baseline's bits. *"
    )]
    [InlineData(0.6900001f, 'a', MachineFinding.Stale, "The code moved nothing. *")]
    public void A_stored_baseline_tells_what_the_machine_moved(
        float stored,
        char arithmetic,
        MachineFinding machine,
        string sentence
    )
    {
        var accepted = Toy with { Steps = Steps with { FirstEpoch = [0.6931472f, stored, 0.68f] } };
        var baseline = Baseline.Of(RunResult.Read(accepted.Write(temp.At("accepted"))), Provenance(arithmetic));
        var verdict = Compare([(Toy, Toy)], baseline);
        verdict.Machine.Should().Be(machine);
        verdict.Sentence.Should().Match(sentence);
    }

    [Fact]
    public void Both_are_told_apart()
    {
        var accepted = Toy with { Steps = Steps with { FirstEpoch = [0.6931472f, 0.6900001f, 0.68f] } };
        var baseline = Baseline.Of(RunResult.Read(accepted.Write(temp.At("accepted"))), Provenance('b'));
        Compare([(Toy, WithF1(Toy, 0.87))], baseline)
            .Sentence.Should()
            .StartWith("Both moved it, code and machine. First by the code: ");
    }

    private Provenance Provenance(char arithmetic)
    {
        ToyAcceptance.Accept(
            temp.At("baselines"),
            [Toy.Write(temp.At("first"))],
            new AcceptanceRequest("first", "Ada", OnCi: false),
            TimeProvider.System
        );
        return new BaselineStore(temp.At("baselines"), Toy.Spec).Read()!.Provenance with
        {
            Arithmetic = new(arithmetic, 64),
        };
    }

    private static ToyRun WithF1(ToyRun run, double f1) =>
        run with
        {
            Metrics = new(run.Metrics, StringComparer.Ordinal) { [QuantityNames.F1Global] = f1 },
        };

    private AgainstVerdict Against(ToyRun here, ToyRun? other = null) => Compare([(other ?? Toy, here)]);

    private AgainstVerdict Compare(IReadOnlyList<(ToyRun Other, ToyRun Here)> pairs, Baseline? stored = null) =>
        AgainstComparison.Compare(
            pairs[0].Here.Spec,
            [.. pairs.Select((p, i) => (p.Other.Write(temp.At($"other{i}")), p.Here.Write(temp.At($"here{i}"))))],
            [ToyTolerances.All],
            stored
        );
}
