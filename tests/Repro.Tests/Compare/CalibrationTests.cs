using Repro.Compare;
using Repro.Experiment;
using Repro.Tests.Testing;

namespace Repro.Tests.Compare;

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

        var gate = Calibration.Write(Baselines, Profiles.Imdb, "cpu").Find(Profiles.Imdb, "cnn-glove.as-written", Quantities.F1Global)!;

        // sd 0.00158114, t(0.975, 4) = 2.776445: 0.0062082, rounded up.
        gate.Absolute.Should().Be(0.0063);
        gate.Blocking.Should().BeTrue();
        gate.Spread.Should().Be(new Spread(5, 0.86, 0.00158114, 0.858, 0.862));
        gate.Because.Should().Be("t(0.975, 4) · sd · √2 over 5 seeds: this experiment's own; blocks.");
    }

    [Fact]
    public void An_F1_that_varies_too_much_does_not_block_and_says_so()
    {
        Accept(0.86, 0.88, 0.84, 0.85, 0.87);

        var gate = Calibration.Write(Baselines, Profiles.Imdb, "cpu").Find(Profiles.Imdb, "cnn-glove.as-written", Quantities.F1Global)!;

        gate.Blocking.Should().BeFalse();
        gate.Because.Should().EndWith("shown, not blocking: wider than 0.02.");
    }

    [Fact]
    public void What_does_not_vary_has_to_be_equal()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        Calibration.Write(Baselines, Profiles.Imdb, "cpu").Find(Profiles.Imdb, "cnn-glove.as-written", Quantities.F1BatchMeanCeiling)!.Absolute.Should().Be(0);
    }

    [Fact]
    public void Entries_of_other_profiles_stay_and_a_second_time_changes_nothing()
    {
        Accept(0.860, 0.862, 0.858, 0.861, 0.859);
        Calibration.Write(Baselines, Profiles.Imdb, "cpu");
        var once = File.ReadAllText(Path.Combine(Baselines, "tolerances.json"));
        Calibration.Write(Baselines, Profiles.Imdb, "cpu");

        File.ReadAllText(Path.Combine(Baselines, "tolerances.json")).Should().Be(once);
        Tolerances.Read(Path.Combine(Baselines, "tolerances.json")).Entries.Where(t => t.Profile != Profiles.Imdb)
            .Should().Equal(Tolerances.Read(Path.Combine(Repository.Baselines, "tolerances.json")).Entries.Where(t => t.Profile != Profiles.Imdb));
    }

    [Fact]
    public void Four_seeds_are_too_few()
    {
        Accept(0.860, 0.862, 0.858, 0.861);
        var calibrating = () => Calibration.Write(Baselines, Profiles.Imdb, "cpu");
        calibrating.Should().Throw<ReproException>().WithMessage("*it remembers 4 of at least 5 seeds*").Which.ExitCode.Should().Be(ExitCode.NotMeasured);
    }

    private string Baselines => temp.At("baselines");

    private void Accept(params double[] f1)
    {
        var runs = f1.Select((value, i) =>
        {
            var toy = ToyRun.Of(seed: 1234 + i);
            toy.Metrics[Quantities.F1Global] = value;
            return toy.Write(temp.At("runs"));
        });
        ToyAcceptance.Accept(Baselines, [.. runs], new AcceptanceRequest("spread", "Ada", OnCi: false), TimeProvider.System);
    }
}
