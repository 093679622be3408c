using Repro.Experiments;
using Repro.Files;
using Repro.Quantities;
using Repro.Runs;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Accept;

public sealed class CalibrationTests : IDisposable
{
    private readonly TempFolder temp = new();

    public CalibrationTests()
    {
        Directory.CreateDirectory(Baselines);
        File.Copy(Path.Combine(Repository.Baselines, "tolerances.json"), Path.Combine(Baselines, "tolerances.json"));
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_limit_is_what_two_runs_differ_by_in_one_of_twenty_cases()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);

        var gate = Calibration
            .Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment)
            .All.Find(Profiles.Imdb, "cnn-glove.as-written", QuantityNames.F1Global)!;

        // sd 0.00158114, t(0.975, 4) = 2.776445: 0.0062082, rounded up.
        gate.Absolute.Should().Be(0.0063);
        gate.Blocking.Should().BeTrue();
        gate.Spread.Should().Be(new Spread(5, 0.86, 0.00158114, 0.858, 0.862));
        gate.Because.Should().Be("t(0.975, 4) · sd · √2 over 5 seeds: this experiment's own; blocks.");
    }

    [Fact]
    public void An_F1_that_varies_too_much_does_not_block_and_reports_it()
    {
        Accept(0.86, 0.88, 0.84, 0.85, 0.87);

        var gate = Calibration
            .Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment)
            .All.Find(Profiles.Imdb, "cnn-glove.as-written", QuantityNames.F1Global)!;

        gate.Blocking.Should().BeFalse();
        gate.Because.Should().EndWith("shown, not blocking: wider than 0.02.");
    }

    [Fact]
    public void What_does_not_vary_has_to_be_equal()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        Calibration
            .Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment)
            .All.Find(Profiles.Imdb, "cnn-glove.as-written", QuantityNames.F1BatchMeanCeiling)!
            .Absolute.Should()
            .Be(0);
    }

    [Fact]
    public void Entries_of_other_profiles_stay_and_a_second_time_changes_nothing()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);
        var once = File.ReadAllText(Path.Combine(Baselines, "tolerances.json"));
        Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);

        File.ReadAllText(Path.Combine(Baselines, "tolerances.json")).Should().Be(once);
        Tolerances
            .Read(Path.Combine(Baselines, "tolerances.json"), ImdbNotebook.Assignment)
            .Entries.Where(t => t.Profile != Profiles.Imdb)
            .Should()
            .Equal(
                Tolerances
                    .Read(Path.Combine(Repository.Baselines, "tolerances.json"), ImdbNotebook.Assignment)
                    .Entries.Where(t => t.Profile != Profiles.Imdb)
            );
    }

    /// <summary>Entry for entry, each in its place: calibrating again shows only what moved.</summary>
    [Fact]
    public void The_committed_tolerances_of_the_sample_are_those_that_its_accepted_seeds_give() =>
        Calibration
            .Propose(
                Repository.Baselines,
                Profiles.Sample,
                "cpu",
                ImdbNotebook.Assignment,
                new Dictionary<string, IReadOnlyList<BaselineRun>>()
            )
            .All.Entries.Should()
            .Equal(
                Tolerances.Read(Path.Combine(Repository.Baselines, "tolerances.json"), ImdbNotebook.Assignment).Entries
            );

    [Fact]
    public void Four_seeds_are_too_few()
    {
        Accept(0.860, 0.862, 0.858, 0.861);
        var calibrating = () => Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);
        calibrating
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "Calibrate: no experiment of imdb has the 5 seeds that a tolerance is derived from at least; "
                    + "cnn-glove.as-written has 4. Run more, such as --seeds=1..5."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.NotMeasured);
    }

    [Fact]
    public void An_experiment_with_too_few_seeds_is_named_and_the_others_are_derived()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        ToyAcceptance.Accept(
            Baselines,
            [ToyRun.Of(ModelKind.Rnn).Write(temp.At("runs"))],
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );

        var calibrated = Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);

        calibrated.TooFew.Should().Equal(new UncalibratedExperiment("rnn.as-written", 1));
        calibrated
            .Own.Should()
            .Contain(t => t.Experiment == "cnn-glove.as-written" && t.Blocking)
            .And.NotContain(t => t.Experiment == "rnn.as-written");
    }

    [Fact]
    public void Seeds_that_are_not_accepted_are_proposed_with_and_nothing_is_written()
    {
        Accept(0.860, 0.862, 0.858);
        var before = File.ReadAllText(Path.Combine(Baselines, "tolerances.json"));
        IReadOnlyList<BaselineRun> further =
        [
            .. new[] { (5, 0.861), (6, 0.859) }.Select(r => BaselineRun.Of(RunResult.Read(Toy(r.Item1, r.Item2)))),
        ];

        var proposed = Calibration.Propose(
            Baselines,
            Profiles.Imdb,
            "cpu",
            ImdbNotebook.Assignment,
            new Dictionary<string, IReadOnlyList<BaselineRun>> { ["cnn-glove.as-written"] = further }
        );

        proposed
            .Own.Single(t => t.Experiment == "cnn-glove.as-written" && t.Quantity == QuantityNames.F1Global)
            .Spread!.Seeds.Should()
            .Be(5);
        File.ReadAllText(Path.Combine(Baselines, "tolerances.json")).Should().Be(before);
    }

    [Fact]
    public void An_edited_limit_stays_with_its_reason_unless_the_spread_has_outgrown_it()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        var calibrated = Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment);
        void Edit(double absolute) =>
            SafeFile.WriteJson(
                Path.Combine(Baselines, "tolerances.json"),
                new TolerancesFile([
                    .. calibrated.All.Entries.Select(t =>
                        (t.Profile, t.Experiment, t.Quantity)
                        == (Profiles.Imdb, "cnn-glove.as-written", QuantityNames.F1Global)
                            ? t with
                            {
                                Absolute = absolute,
                                Reason = "what users notice",
                            }
                            : t
                    ),
                ])
            );

        Edit(0.01);
        Calibration
            .Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment)
            .All.Find(Profiles.Imdb, "cnn-glove.as-written", QuantityNames.F1Global)
            .Should()
            .Match<Tolerance>(t => t.Absolute == 0.01 && t.Reason == "what users notice");

        Accept(0.860, 0.88, 0.84, 0.861, 0.859);
        FluentActions
            .Invoking(() => Calibration.Write(Baselines, Profiles.Imdb, "cpu", ImdbNotebook.Assignment))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*absolute 0.01 is below the spread, sd 0.0141*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    private string Baselines => temp.At("baselines");

    private void Accept(params double[] f1)
    {
        var runs = f1.Select((value, i) => Toy(1234 + i, value));
        ToyAcceptance.Accept(
            Baselines,
            [.. runs],
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );
    }

    private RunFolder Toy(long seed, double f1)
    {
        var toy = ToyRun.Of(seed: seed);
        toy.Metrics[QuantityNames.F1Global] = f1;
        return toy.Write(temp.At("runs"));
    }
}
