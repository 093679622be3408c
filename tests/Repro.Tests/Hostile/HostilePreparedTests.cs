using CsCheck;
using Repro.Data.Prepare;
using Repro.Testing;

namespace Repro.Tests.Hostile;

public class HostilePreparedTests
{
    /// <summary>
    /// The cache asks a digest first; whoever writes digests, too, must not get further than the format's own error.
    /// </summary>
    [Fact]
    public void A_damaged_corpus_is_read_or_refused_by_the_formats_own_error() =>
        Mutated
            .Bytes(PreparedCorpusFormat.Serialize(ToyReviews.Prepared(20, 6)))
            .Sample(
                bytes =>
                {
                    try
                    {
                        PreparedCorpusFormat.Deserialize(bytes);
                        return true;
                    }
                    catch (InvalidDataException)
                    {
                        return true;
                    }
                },
                iter: 3_000
            );
}
