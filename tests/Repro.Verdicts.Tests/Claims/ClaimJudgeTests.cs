using Repro.Experiments;
using Repro.Quantities;
using Repro.Statistics;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;

namespace Repro.Verdicts.Tests.Claims;

public sealed partial class ClaimJudgeTests : IDisposable
{
    private static readonly ClaimsFile Notebook = ClaimsFile.Read(
        Path.Combine(Repository.Baselines, "notebook", "claims.json"),
        ImdbNotebook.Assignment
    );
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_file_holds_the_fourteen_claims_with_every_digit()
    {
        Notebook.Claims.Select(c => c.Id).Should().Equal(Enumerable.Range(1, 14).Select(i => $"C{i}"));
        Claim("C3").Printed.Single().Text.Should().Be("0.6905453883205751");
        Claim("C8").Printed.Single().Text.Should().Be("0.46335027654530275");
        Claim("C7").Printed.Should().HaveCount(10);
        Claim("C4").Printed.Should().HaveCount(6);
    }

    [Fact]
    public void A_figure_inside_the_interval_of_our_runs_is_reproduced()
    {
        var result = Judge("C3", Rnn(0.68, 0.70, 0.69, 0.685, 0.71));

        result.Verdict.Should().Be(ClaimVerdict.Reproduced);
        result.Runs.Should().Be(5);
        result
            .Sentence.Should()
            .Be(
                "1 of 1 figure inside our 95 % prediction interval: test.f1.batch-mean printed 0.6905, ours "
                    + "0.6564 … 0.7296 (5 runs). In these batches a perfect classifier gets 0.9795. In shuffled "
                    + "batches the same predictions get 0.86. Over 5 seeds ours is 0.68 … 0.71."
            );
    }

    [Fact]
    public void A_model_that_is_simply_wrong_is_not_reproduced()
    {
        var result = Judge("C3", Rnn(0.30, 0.31, 0.29, 0.30, 0.32));
        result.Verdict.Should().Be(ClaimVerdict.NotReproduced);
        result.AsWritten.Should().Be("0.304");
    }

    [Fact]
    public void One_run_has_no_interval_and_reports_it()
    {
        Judge("C3", Rnn(0.69)).Verdict.Should().Be(ClaimVerdict.NotReproduced);
        Judge("C3", Rnn(0.69)).Sentence.Should().Contain("1 run: no interval, fewer than five");
        Judge("C3", Rnn(0.6905453883205751)).Verdict.Should().Be(ClaimVerdict.Reproduced);
    }

    [Fact]
    public void Fewer_than_five_runs_are_reported() =>
        Judge("C3", Rnn(0.68, 0.70, 0.69)).Sentence.Should().Contain("(3 runs: fewer than five)");

    [Fact]
    public void What_all_models_share_is_judged_by_the_one_with_the_most_runs()
    {
        var once = Rnn(new Dictionary<string, double[]> { [QuantityNames.VocabularySize] = [202_065] });
        var often = Series(
            ModelKind.Cnn,
            null,
            new() { [QuantityNames.VocabularySize] = [202_065, 201_500, 201_800, 202_300, 201_900] }
        );
        var series = new Dictionary<string, RunSeries> { [once.Spec.Name()] = once, [often.Spec.Name()] = often };
        ClaimJudge
            .Judge(Claim("C1"), Notebook.Profile, Profiles.Imdb, series, ImdbNotebook.Assignment)
            .Should()
            .BeEquivalentTo(new { Runs = 5, Verdict = ClaimVerdict.Reproduced });
    }

    [Fact]
    public void What_runs_count_is_shown_as_it_was_counted()
    {
        var sizes = Judge(
            "C1",
            Rnn(new Dictionary<string, double[]> { [QuantityNames.VocabularySize] = [202_065, 201_441, 201_866] })
        );
        sizes.AsWritten.Should().Be("201,441–202,065");
        sizes
            .Sentence.Should()
            .StartWith("1 of 1 figure inside our 95 % prediction interval: vocabulary.size printed 201,849, ours 200,");

        Judge("C1", Rnn(new Dictionary<string, double[]> { [QuantityNames.VocabularySize] = [201_441, 201_441] }))
            .AsWritten.Should()
            .Be("201,441");
    }

    [Fact]
    public void Every_epoch_of_a_curve_has_to_lie_inside()
    {
        double[] printed = [.. Claim("C2").Printed.Select(p => p.Value())];
        var inside = Rnn(
            new Dictionary<string, double[]>(
                Claim("C2")
                    .Printed.Zip(printed)
                    .Select(p =>
                        KeyValuePair.Create(p.First.Quantity, new[] { p.Second - 0.01, p.Second, p.Second + 0.02 })
                    )
            )
        );
        Judge("C2", inside).Verdict.Should().Be(ClaimVerdict.Reproduced);
        Judge("C2", inside).Printed.Should().StartWith("0.6618/0.6383 0.5653/0.6818 ");

        foreach (var run in inside.Runs)
            run.Values["curve.2.validation-loss"] = 0.5 + (0.001 * (run.Seed - 1234));
        var outside = Judge("C2", inside);
        outside.Verdict.Should().Be(ClaimVerdict.NotReproduced);
        outside
            .Sentence.Should()
            .StartWith(
                "9 of 10 figures inside our 95 % prediction interval; curve.2.validation-loss printed "
                    + "0.6818, ours 0.496"
            );
    }

    [Fact]
    public void A_curve_that_ends_before_the_printed_one_is_not_reproduced()
    {
        var inside = Rnn(
            Claim("C2")
                .Printed.Where(p => !p.Quantity.StartsWith("curve.5.", StringComparison.Ordinal))
                .ToDictionary(p => p.Quantity, p => new[] { p.Value(), p.Value() })
        );
        Judge("C2", inside).Verdict.Should().Be(ClaimVerdict.NotReproduced);
        Judge("C2", inside).Sentence.Should().Contain("ours ended before");
    }

    [Fact]
    public void Seeds_that_only_the_baseline_remembers_count_too()
    {
        var runs = temp.At("runs");
        var folders = new[] { 0.68, 0.70, 0.69, 0.685, 0.71 }
            .Select((f1, i) => Toy(f1, seed: 1230 + i).Write(runs))
            .ToList();
        ToyAcceptance.Accept(
            temp.At("baselines"),
            folders,
            new AcceptanceRequest("spread", "Ada", OnCi: false),
            TimeProvider.System
        );
        foreach (var folder in folders.Skip(1))
            Directory.Delete(folder.Root, recursive: true);

        var results = ClaimJudge.Judge(Notebook, ToyRun.In(runs), temp.At("baselines"), Profiles.Imdb);

        results.Should().HaveCount(14);
        results[2].Should().BeEquivalentTo(new { Runs = 5, Verdict = ClaimVerdict.Reproduced });
        ClaimJudge.Judge(Notebook, ToyRun.In(runs), temp.At("none"), Profiles.Imdb)[2].Runs.Should().Be(1);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, 3.0, 4.80894)]
    [InlineData(new[] { 1.0, 3 }, 2.0, 22.00779)]
    public void The_interval_is_that_of_one_more_run(double[] values, double mean, double halfWidth)
    {
        // t(0.975, 4) = 2.776445 and t(0.975, 1) = 12.706205, from tables.
        var interval = PredictionInterval.Of(values);
        interval.Mean.Should().Be(mean);
        interval.HalfWidth.Should().BeApproximately(halfWidth, RoundingBound.Printed(5));
    }

    private static Claim Claim(string id) => Notebook.Claims.Single(c => c.Id == id);

    private static ClaimResult Judge(string id, RunSeries series) =>
        ClaimJudge.Judge(Claim(id), Notebook.Profile, Profiles.Imdb, Series(series), ImdbNotebook.Assignment);

    private static Dictionary<string, RunSeries> Series(RunSeries series) => new() { [series.Spec.Name()] = series };

    private static ToyRun Toy(double f1, long seed)
    {
        var toy = ToyRun.Of(ModelKind.Rnn, seed: seed);
        toy.Metrics[QuantityNames.F1BatchMean] = f1;
        return toy;
    }

    private static RunSeries Rnn(params double[] f1) => F1(ModelKind.Rnn, null, f1, 0.9795);

    private static RunSeries Rnn(Dictionary<string, double[]> values) => Series(ModelKind.Rnn, null, values);

    private static RunSeries CnnGlove(string vectors, params double[] f1) =>
        F1(ModelKind.CnnGlove, vectors, f1, 0.4974);

    private static RunSeries F1(ModelKind model, string? vectors, double[] f1, double ceiling) =>
        Series(
            model,
            vectors,
            new()
            {
                [QuantityNames.F1BatchMean] = f1,
                [QuantityNames.F1BatchMeanCeiling] = [.. f1.Select(_ => ceiling)],
                [QuantityNames.F1BatchMeanShuffled] = [.. f1.Select(_ => 0.86)],
            }
        );

    private static RunSeries Series(ModelKind model, string? vectors, Dictionary<string, double[]> values)
    {
        var runs = Enumerable
            .Range(0, values.Values.First().Length)
            .Select(i => new BaselineRun(
                1234 + i,
                new(values.ToDictionary(v => v.Key, v => v.Value[i]), StringComparer.Ordinal),
                []
            ));
        return new RunSeries(Profiles.Spec(Profiles.Imdb, model, ProtocolKind.AsWritten, vectors), [.. runs]);
    }
}
