using Repro.Data.Prepare;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Testing;

namespace Repro.Data.Tests.Prepare.Batches;

public class BatchTests
{
    private static readonly EncodedReviews Reviews = ToyReviews.OfLengths(3, 1, 2);

    [Fact]
    public void Time_major_tokens_stand_column_by_column()
    {
        var batch = new Batch(Reviews, [0, 1], BatchLayout.TimeMajor);
        batch.Shape.Should().Equal(3, 2);
        batch.Padded().Should().Equal(2, 2, 3, 1, 4, 1);
    }

    [Fact]
    public void Batch_major_tokens_stand_row_by_row()
    {
        var batch = new Batch(Reviews, [1, 2], BatchLayout.BatchMajor);
        batch.Shape.Should().Equal(2, 2);
        batch.Padded().Should().Equal(2, 1, 2, 3);
    }

    [Fact]
    public void A_batch_knows_its_reviews()
    {
        var batch = new Batch(Reviews, [2, 0], BatchLayout.BatchMajor);
        (batch.Size, batch.Length).Should().Be((2, 3));
        batch.Lengths.Should().Equal(2, 3);
        batch.Labels.Should().Equal(1f, 1f);
        batch.Id(0).Should().Be("2");
        batch.Tokens(0).ToArray().Should().Equal(2, 3);
    }
}
