using CsCheck;
using Repro.Randomness;

namespace Repro.Tests.Randomness;

/// <summary>Expected draws come from CPython 3.11.</summary>
public class PythonRandomTests
{
    [Theory]
    [InlineData(21, 5, "14,3,0,2,1", 0.030814021726609964)]
    [InlineData(22, 5, "14,3,0,2,18", 0.23680977536311776)]
    [InlineData(16405, 2000, "14441,3828,245,2970,1144,2750", 0.5818854350548243)]
    [InlineData(16406, 2000, "14441,3828,245,2970,1144,2750", 0.3581707698490867)]
    [InlineData(25000, 2000, "14441,3828,245,2970,19078,1144", 0.7549566749066583)]
    public void Few_of_many_are_drawn_as_CPython_draws_them_on_both_sides_of_its_bound(
        int n,
        int k,
        string first,
        double afterTwo
    )
    {
        var random = new PythonRandom(1234);
        string.Join(",", random.Sample(n, k).Take(6)).Should().Be(first);
        random.Sample(n, k);
        random.NextDouble().Should().Be(afterTwo);
    }

    [Theory]
    [InlineData(0, 3626764237)]
    [InlineData(long.MaxValue, 1359979423)]
    [InlineData(long.MinValue, 2377109768)]
    public void Any_seed_gives_CPythons_first_bits(long seed, uint bits) =>
        new PythonRandom(seed).GetRandBits32().Should().Be(bits);

    [Fact]
    public void A_seeds_sign_does_not_count() =>
        new PythonRandom(-5)
            .Sample(50, 5)
            .Should()
            .Equal(39, 16, 47, 22, 44)
            .And.Equal(new PythonRandom(5).Sample(50, 5));

    [Fact]
    public void A_sample_is_of_distinct_numbers_in_range() =>
        Gen.Select(Gen.Long, Gen.Int[0, 300])
            .SelectMany((seed, n) => Gen.Select(Gen.Const(seed), Gen.Const(n), Gen.Int[0, n]))
            .Sample(
                (seed, n, k) =>
                {
                    var sample = new PythonRandom(seed).Sample(n, k);
                    return sample.Length == k && sample.Distinct().Count() == k && sample.All(i => i >= 0 && i < n);
                }
            );

    [Fact]
    public void A_clone_draws_what_its_origin_would_have_and_moves_it_not() =>
        Gen.Select(Gen.Long, Gen.Int[0, 1500])
            .Sample(
                (seed, before) =>
                {
                    var random = new PythonRandom(seed);
                    for (var i = 0; i < before; i++)
                        random.GetRandBits32();
                    var drawn = random.Clone().Sample(100, 100);
                    return drawn.SequenceEqual(random.Sample(100, 100));
                }
            );

    [Fact]
    public void More_than_there_are_cannot_be_drawn() =>
        FluentActions.Invoking(() => new PythonRandom(1).Sample(3, 4)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_state_that_was_read_and_set_again_gives_the_same_stream()
    {
        var random = new PythonRandom(1234);
        _ = random.Sample(1000, 700);
        var other = new PythonRandom(5) { State = random.State };
        other.Sample(1000, 1000).Should().Equal(random.Sample(1000, 1000));
        other.State.Should().Equal(random.State).And.HaveCount(625);
    }

    [Fact]
    public void What_is_not_a_state_is_refused() =>
        FluentActions
            .Invoking(() => new PythonRandom(5) { State = [1, 2] })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("state: 2 words, the last 2, are not a state, which has 625, the last one 0 … 624.*");
}
