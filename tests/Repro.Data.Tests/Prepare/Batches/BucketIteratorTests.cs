using CsCheck;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Randomness;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare.Batches;

public class BucketIteratorTests
{
    private static readonly Gen<int[]> Lengths = Gen.Int[0, 20].Array[1, 60];

    [Fact]
    public void Every_epoch_holds_every_review_once() =>
        Gen.Select(Lengths, Gen.Int[1, 9], Gen.Bool, Gen.Bool)
            .Sample(
                (lengths, size, sorted, shuffled) =>
                {
                    var iterator = Iterator(lengths, size, sorted, shuffled);
                    return Enumerable
                        .Range(0, 2)
                        .All(_ =>
                            iterator
                                .Epoch()
                                .SelectMany(b => b.Examples)
                                .Order()
                                .SequenceEqual(Enumerable.Range(0, lengths.Length))
                        );
                },
                iter: 200
            );

    [Fact]
    public void A_sorted_batch_has_its_longest_review_first() =>
        Gen.Select(Lengths, Gen.Int[1, 9], Gen.Bool)
            .Sample(
                (lengths, size, shuffled) =>
                    Iterator(lengths, size, sorted: true, shuffled)
                        .Epoch()
                        .All(b => b.Lengths.SequenceEqual(b.Lengths.OrderDescending())),
                iter: 200
            );

    [Fact]
    public void An_epoch_that_was_not_read_moves_the_state_like_one_that_was()
    {
        var (read, skipped) = (
            Iterator([.. Enumerable.Range(0, 30)], 4, true, true),
            Iterator([.. Enumerable.Range(0, 30)], 4, true, true)
        );
        Order(read);
        skipped.Epoch();
        Order(skipped).Should().Equal(Order(read));
    }

    [Fact]
    public void Iterators_of_one_run_do_not_move_each_other()
    {
        var corpus = ToyReviews.Prepared(60, 20);
        var spec = new BatchSpec
        {
            Training = 4,
            Validation = 8,
            Test = 8,
            Sorted = false,
            Layout = BatchLayout.BatchMajor,
        };
        var (alone, among) = (BucketIterators.Create(corpus, spec, 1234), BucketIterators.Create(corpus, spec, 1234));
        Order(among.Validation);
        Order(among.Test).Should().Equal(Enumerable.Range(0, 20));
        Order(among.Train).Should().Equal(Order(alone.Train));
    }

    [Fact]
    public void A_batch_of_none_is_an_error() =>
        FluentActions
            .Invoking(() => Iterator([1], 0, true, true))
            .Should()
            .Throw<ReproException>()
            .WithMessage("batches: 0 reviews per batch is below 1, the minimum. Choose a larger batch.");

    private static int[] Order(BucketIterator iterator) => [.. iterator.Epoch().SelectMany(b => b.Examples)];

    private static BucketIterator Iterator(int[] lengths, int size, bool sorted, bool shuffled) =>
        new(ToyReviews.OfLengths(lengths), size, BatchLayout.TimeMajor, sorted, shuffled ? new PythonRandom(7) : null);
}
