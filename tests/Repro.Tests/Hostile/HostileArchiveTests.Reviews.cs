using System.Diagnostics;
using System.Text;
using CsCheck;
using Repro.Data.Imdb;
using Repro.Data.Prepare.Tokens;
using Repro.Testing;

namespace Repro.Tests.Hostile;

public sealed partial class HostileArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("a\0b")]
    [InlineData("\u001b]0;title\u0007\u202e\u2066")]
    public void A_strange_review_is_a_review(string text)
    {
        var corpus = ImdbReviews.Read(
            temp.Write("a.tar.gz", ToyArchives.TarGz([.. ToyArchives.FourReviews, ("aclImdb/train/pos/9_9.txt", text)]))
        );
        corpus.Train.Single(r => r.Id == "train/pos/9_9").Text.Should().Be(text);
    }

    [Fact]
    public void A_surrogate_alone_is_not_UTF8()
    {
        var entries = ToyArchives.FourReviews.Select(file =>
            ToyArchives.File(file.Name, Encoding.UTF8.GetBytes(file.Text))
        );
        Refused(
            () =>
                ImdbReviews.Read(
                    temp.Write(
                        "a.tar.gz",
                        ToyArchives.TarGz([.. entries, ToyArchives.File("aclImdb/train/pos/7_9.txt", 0xED, 0xA0, 0x80)])
                    )
                ),
            "*train/pos/7_9 is not UTF-8 at byte 0*"
        );
    }

    [Fact]
    public void A_review_of_ten_megabytes_on_one_line_is_read_at_once()
    {
        var watch = Stopwatch.StartNew();
        var corpus = ImdbReviews.Read(
            temp.Write(
                "a.tar.gz",
                ToyArchives.TarGz([
                    .. ToyArchives.FourReviews,
                    ("aclImdb/train/pos/9_9.txt", string.Concat(Enumerable.Repeat("so (very) good! ", 10 << 16))),
                ])
            )
        );
        Vocabulary.Build([.. corpus.Train.Select(r => r.Text)]).IndexOf("(very)").Should().BePositive();
        // Ten million steps take less than a second anywhere; their square, for who looks at the rest at every step,
        // takes hours.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }
}
