using Repro.Requests;

namespace Repro.Build.Tests.Arguments;

public partial class RequestReaderTests
{
    [Theory]
    [InlineData("1..3", "1, 2, 3")]
    [InlineData("5,1..2", "5, 1, 2")]
    public void Several_seeds_are_taken_in_their_order_and_the_first_one_leads(string given, string seeds)
    {
        var request = Read([$"--seeds={given}"]);
        request.Seeds.ToString().Should().Be(seeds);
        request.Seed.Should().Be(request.Seeds[0]);
        request
            .BySeed()
            .Select(one => (one.Seed, one.Seeds.Count))
            .Should()
            .Equal(request.Seeds.Select(seed => (seed, 0)));
    }

    [Fact]
    public void One_of_several_seeds_is_that_one_alone() =>
        Read(["--seeds=7"]).Should().Match<ResolvedRequest>(r => r.Seed == 7 && r.Seeds.Count == 0);

    [Fact]
    public void Several_values_of_a_setting_are_several_experiments()
    {
        var request = Read(["--set=rnn.hidden=16,32", "--set=training.max-epochs=1"]);
        request
            .Sweep.Select(c => c.ToString())
            .Should()
            .Equal("rnn.hidden=16, training.max-epochs=1", "rnn.hidden=32, training.max-epochs=1");
    }

    [Fact]
    public void Every_one_of_several_values_has_to_be_legal() =>
        FluentActions
            .Invoking(() => Read(["--set=rnn.hidden=16,wide"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage("--set rnn.hidden: wide is not legal; expected a whole number, 1 … 8192.");

    [Fact]
    public void A_baseline_is_for_one_setting() =>
        FluentActions
            .Invoking(() => Read(["--target=Reproduce", "--set=rnn.hidden=16,32"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "--set: Reproduce is about one setting, here are 2. Train and tabulate them by "
                    + "--target=Train or --target=AttributeReviews."
            );

    [Theory]
    [InlineData(
        "--seeds=,1",
        "--seeds:  is neither a seed from 0 to 4294967295 nor a range of at most 100 such as 1..8."
    )]
    [InlineData("--seeds=8..1", "--seeds: 8..1 is neither a seed*")]
    [InlineData("--seeds=1..4294967295", "--seeds: 1..4294967295 is neither a seed*")]
    [InlineData("--seeds=1,a", "--seeds: a is neither a seed*")]
    [InlineData("--seeds=1..2,2", "--seeds: 2 stands there 2 times. Name each once.")]
    [InlineData("--seeds=1..60,101..160", "--seeds: 120 seeds are more than 100. Name fewer at a time.")]
    public void Seeds_that_are_none_are_refused(string given, string fault) =>
        FluentActions.Invoking(() => Read([given])).Should().Throw<ReproException>().WithMessage(fault);

    [Theory]
    [InlineData("--models: cnn stands there 2 times. Name each once.", "--models=cnn,cnn")]
    [InlineData(
        "--protocols: corrected stands there 3 times. Name each once.",
        "--protocols=corrected,corrected,corrected"
    )]
    [InlineData("--only: cnn.corrected stands there 2 times. Name each once.", "--only=cnn.corrected, cnn.corrected")]
    [InlineData("--seeds: 2 stands there 2 times. Name each once.", "--seeds=1..2,2")]
    [InlineData("--target: test stands there 2 times. Name each once.", "--target=Test", "-t", "test")]
    [InlineData("--sentence: Good. stands there 2 times. Name each once.", "--sentence=Good.", "--sentence=Good.")]
    [InlineData(
        "--set: rnn.hidden stands there 2 times. Name each once.",
        "--set=rnn.hidden=16",
        "--set=rnn.hidden=32"
    )]
    [InlineData("--set: rnn.hidden=16 stands there 2 times. Name each once.", "--set=rnn.hidden=16,32,16")]
    [InlineData(
        "--set: two of these settings are the same experiments. Name each value once.",
        "--set=training.learning-rate=0.1,1e-1"
    )]
    public void No_list_names_anything_twice(string fault, params string[] given) =>
        FluentActions.Invoking(() => Read(given)).Should().Throw<ReproException>().WithMessage(fault);

    [Fact]
    public void Widths_are_a_value_and_may_be_equal() =>
        Read(["--set=cnn.widths=3,3,3"]).Overrides.Should().Equal("cnn.widths=3,3,3");

    [Fact]
    public void One_seed_and_several_exclude_each_other() =>
        FluentActions
            .Invoking(() => Read(["--seed=1", "--seeds=1..2"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage("--seed and --seeds exclude each other. Name all seeds by --seeds.");

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4", 4)]
    [InlineData(null, null)]
    public void Fresh_seeds_are_counted(string? given, int? count) =>
        Read(given is null ? [] : [$"--confirm={given}"]).Confirm.Should().Be(count);

    [Theory]
    [InlineData("3")]
    [InlineData("51")]
    [InlineData("all")]
    public void Too_few_fresh_seeds_are_refused(string given) =>
        FluentActions
            .Invoking(() => Read([$"--confirm={given}"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"--confirm: {given} is neither 0 nor a number of seeds from 4 to 50. Leave it out for the profile's "
                    + "default."
            );
}
