using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Accept;

public sealed partial class AcceptanceTests : IDisposable
{
    private static readonly AcceptanceRequest Request = new("a first baseline", "Ada", OnCi: false);
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(
        "",
        false,
        "Accept: nothing was written. The reason is empty; a baseline records why its values are right. Pass "
            + "--reason=\"…\"."
    )]
    [InlineData(
        " … ",
        false,
        "Accept: nothing was written. The reason is empty; a baseline records why its values are right. Pass "
            + "--reason=\"…\"."
    )]
    [InlineData(
        "because",
        true,
        "Accept: this is a build server; a baseline is accepted by a person who has looked at it. Accept on "
            + "your machine and commit the files."
    )]
    public void A_reason_is_needed_and_a_person(string reason, bool onCi, string message)
    {
        var accepting = () => Accept(new AcceptanceRequest(reason, "Ada", onCi), ToyRun.Of().Write(temp.At("runs")));
        accepting.Should().Throw<ReproException>().WithMessage(message).Which.ExitCode.Should().Be(ExitCode.Usage);
        Directory.Exists(Baselines).Should().BeFalse();
    }

    [Fact]
    public void Nothing_to_accept_is_an_error() => Refused(ExitCode.NotMeasured);

    [Fact]
    public void A_partial_run_is_refused_and_no_other_is_written()
    {
        var whole = ToyRun.Of(ModelKind.Cnn).Write(temp.At("runs"));
        var partial = ToyRun.Of(ModelKind.Rnn).Write(temp.At("runs"));
        File.Delete(partial.Complete);

        Refused(ExitCode.NotMeasured, whole, partial);
    }

    [Fact]
    public void NaN_is_refused()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        ToyRun.Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = "NaN");
        ToyRun.Complete(run);
        Refused(ExitCode.NotMeasured, run);
    }

    [Fact]
    public void A_run_that_was_changed_by_hand_is_refused()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        ToyRun.Edit(run.Metrics, m => m["values"]![QuantityNames.F1Global] = 0.99);
        Refused(ExitCode.InputMissing, run);
    }

    [Fact]
    public void A_run_brought_from_elsewhere_without_its_weights_is_accepted_and_one_with_others_is_not()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        File.WriteAllText(run.Weights, "weights");
        ToyRun.Complete(run);
        File.WriteAllText(run.Weights, "others");
        Refused(ExitCode.InputMissing, run);
        File.Delete(run.Weights);
        Accept(Request, run).Should().ContainSingle();
    }

    [Fact]
    public void Runs_on_different_reviews_cannot_share_a_baseline() =>
        Refused(
            ExitCode.NotComparable,
            ToyRun.Of().Write(temp.At("runs")),
            (ToyRun.Of(seed: 2) with { CorpusDigest = new string('d', 64) }).Write(temp.At("runs"))
        );

    [Fact]
    public void A_baseline_is_rounded_one_value_a_line()
    {
        var accepted = Accept(Request, ToyRun.Of().Write(temp.At("runs")));

        File.ReadAllLines(Path.Combine(accepted.Single().Folder, "metrics.verified.json"))
            .Should()
            .Equal(
                "{",
                "  \"values\": {",
                "    \"epochs.trained\": 3,",
                "    \"test.f1.batch-mean\": 0.46335,",
                "    \"test.f1.batch-mean.ceiling\": 0.497449,",
                "    \"test.f1.batch-mean.shuffled\": 0.8605,",
                "    \"test.f1.global\": 0.861235,",
                "    \"validation.loss.best\": 0.29486,",
                "    \"vocabulary.size\": 201849",
                "  }",
                "}"
            );
    }

    [Fact]
    public void History_says_who_why_and_what_changed()
    {
        Accept(Request, ToyRun.Of().Write(temp.At("runs")));
        var better = ToyRun.Of();
        better.Metrics[QuantityNames.F1Global] = 0.9;

        var entry = Accept(Request with { Reason = "a better optimiser" }, better.Write(temp.At("runs")))
            .Single()
            .Entry;

        entry.Changes.Should().Equal(new ValueChange(QuantityNames.F1Global, 0.861235, 0.9));
        Read(better.Spec)
            .Provenance.History.Select(h => (h.Who, h.Reason))
            .Should()
            .Equal(("Ada", "a first baseline"), ("Ada", "a better optimiser"));
    }

    [Fact]
    public void Without_a_reason_the_changes_are_still_shown()
    {
        Accept(Request, ToyRun.Of().Write(temp.At("runs")));
        var planned = new Acceptance(Baselines, ToyTolerances.All, ToyRun.Program).Plan(
            [WithF1(0.9).Write(temp.At("runs"))],
            Request with
            {
                Reason = "",
            },
            TimeProvider.System
        );

        planned.Single().Entry.Changes.Should().Equal(new ValueChange(QuantityNames.F1Global, 0.861235, 0.9));
        Read(ToyRun.Of().Spec).Metrics.Values[QuantityNames.F1Global].Should().Be(0.861235);
    }

    [Fact]
    public void What_is_worse_than_its_tolerance_has_to_be_allowed()
    {
        Accept(Request, ToyRun.Of(ModelKind.Cnn).Write(temp.At("runs")), ToyRun.Of().Write(temp.At("runs")));
        RunFolder[] runs = [ToyRun.Of(ModelKind.Cnn).Write(temp.At("runs")), WithF1(0.8).Write(temp.At("runs"))];

        var accepting = () => Accept(Request, runs);
        accepting
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "Accept: nothing was written. Worse than the baseline: cnn-glove.as-written test.f1.global "
                    + "(0.861235 → 0.8, tolerance 0.02). "
                    + "Fix it, or leave the experiment out by --only, or pass --allow-regression as well."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.Regression);
        Read(ToyRun.Of(ModelKind.Cnn).Spec)
            .Provenance.History.Should()
            .ContainSingle("either all is written or nothing");

        Accept(Request with { AllowRegression = true }, runs)
            .Select(a => a.Entry.Kind)
            .Should()
            .Equal(AcceptanceKind.Regression, AcceptanceKind.Rebaseline);
        Read(ToyRun.Of().Spec).Metrics.Values[QuantityNames.F1Global].Should().Be(0.8);
    }

    [Fact]
    public void History_distinguishes_a_new_baseline_of_the_same_numbers_from_better_ones()
    {
        var toy = ToyRun.Of();
        var elsewhere = toy with { Cpu = "another" };
        elsewhere.Metrics[QuantityNames.F1Global] += 0.001;

        Accept(Request, toy.Write(temp.At("runs")));
        Accept(Request, ToyRun.Of(seed: 7).Write(temp.At("runs")));
        Accept(Request, elsewhere.Write(temp.At("runs")));
        Accept(Request, WithF1(0.9).Write(temp.At("runs")));
        Accept(
            Request,
            (toy with { Spec = toy.Spec with { Training = toy.Spec.Training with { Patience = 9 } } }).Write(
                temp.At("runs")
            )
        );

        Read(toy.Spec)
            .Provenance.History.Select(entry => entry.Kind)
            .Should()
            .Equal(
                AcceptanceKind.First,
                AcceptanceKind.MoreSeeds,
                AcceptanceKind.Rebaseline,
                AcceptanceKind.Improvement,
                AcceptanceKind.OtherInputs
            );
    }

    [Fact]
    public void Baselines_of_experiments_that_are_not_selected_stay()
    {
        var cnn = ToyRun.Of(ModelKind.Cnn);
        Accept(Request, cnn.Write(temp.At("runs")));
        var before = File.ReadAllText(Path.Combine(new BaselineStore(Baselines, cnn.Spec).Folder, "provenance.json"));

        Accept(Request, ToyRun.Of(ModelKind.Rnn).Write(temp.At("runs")));

        File.ReadAllText(Path.Combine(new BaselineStore(Baselines, cnn.Spec).Folder, "provenance.json"))
            .Should()
            .Be(before);
    }

    private string Baselines => temp.At("baselines");

    private Baseline Read(ExperimentSpec spec) => new BaselineStore(Baselines, spec).Read()!;

    private static ToyRun WithF1(double f1)
    {
        var toy = ToyRun.Of();
        toy.Metrics[QuantityNames.F1Global] = f1;
        return toy;
    }

    private IReadOnlyList<AcceptedBaseline> Accept(AcceptanceRequest request, params RunFolder[] runs) =>
        ToyAcceptance.Accept(Baselines, runs, request, TimeProvider.System, ToyTolerances.All);

    private void Refused(ExitCode exit, params RunFolder[] runs)
    {
        var accepting = () => Accept(Request, runs);
        accepting.Should().Throw<ReproException>().Which.ExitCode.Should().Be(exit);
        Directory.Exists(Baselines).Should().BeFalse();
    }
}
