using System.Security.Cryptography;
using System.Text;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch;

public sealed class ContentDigestTests : IDisposable
{
    private static readonly Repackaging Member = new(ContentKind.Member, "a.txt", "", "");
    private static readonly Repackaging Reviews = new(ContentKind.LabelledReviews, null, "", "");

    private readonly TempFolder folder = new();

    [Fact]
    public void A_members_digest_does_not_depend_on_what_lies_beside_it()
    {
        var alone = folder.Write("alone.zip", ToyArchives.Zip(("a.txt", "one")));
        var beside = folder.Write("beside.zip", ToyArchives.Zip(("b.txt", "two"), ("a.txt", "one")));
        ContentDigest.Compute(alone, Member).Should().Be(Hex("one")).And.Be(ContentDigest.Compute(beside, Member));
    }

    [Fact]
    public void The_digest_of_reviews_does_not_depend_on_their_order()
    {
        var forwards = folder.Write("forwards.tar.gz", ToyArchives.TarGz(ToyArchives.FourReviews));
        var backwards = folder.Write("backwards.tar.gz", ToyArchives.TarGz([.. ToyArchives.FourReviews.Reverse()]));
        ContentDigest.Compute(forwards, Reviews).Should().Be(ContentDigest.Compute(backwards, Reviews));
    }

    [Fact]
    public void A_file_of_the_same_digest_is_not_decompressed_again()
    {
        var path = folder.Write("a.zip", ToyArchives.Zip(("a.txt", "one")));
        var sha256 = Hex("the file");
        Cached().Compute(path, sha256, Member);
        File.Delete(path);
        Cached().Compute(path, sha256, Member).Should().Be(Hex("one"));
    }

    [Fact]
    public void A_file_of_another_digest_is_looked_into_though_its_name_and_time_are_the_same()
    {
        var path = folder.Write("a.zip", ToyArchives.Zip(("a.txt", "one")));
        var time = File.GetLastWriteTimeUtc(path);
        Cached().Compute(path, Hex("first"), Member);
        folder.Write("a.zip", ToyArchives.Zip(("a.txt", "two")));
        File.SetLastWriteTimeUtc(path, time);
        Cached().Compute(path, Hex("second"), Member).Should().Be(Hex("two"));
    }

    [Fact]
    public void A_damaged_note_is_rewritten()
    {
        var path = folder.Write("a.zip", ToyArchives.Zip(("a.txt", "one")));
        Cached().Compute(path, Hex("file"), Member);
        var note = Directory.GetFiles(folder.At("contents")).Single();
        File.WriteAllText(note, "{");
        Cached().Compute(path, Hex("file"), Member).Should().Be(Hex("one"));
        File.ReadAllText(note).Should().Contain(Hex("one"));
    }

    public void Dispose() => folder.Dispose();

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private ContentDigest Cached() => new(folder.Root);
}
