using Repro.Data.Fetch;

namespace Repro.Data.Tests.Fetch;

public class CatalogueTests
{
    [Fact]
    public void Every_archive_is_pinned() =>
        Catalogue
            .All.Should()
            .OnlyContain(e =>
                e.Size > 80_000_000
                && IsSha256(e.Sha256)
                && e.Repackagings.All(r => IsSha256(r.Sha256) && r.Note.Length > 0)
            );

    [Fact]
    public void Every_address_is_https_and_ends_in_the_file_name() =>
        Catalogue
            .All.Should()
            .OnlyContain(e =>
                e.Url.Scheme == "https" && e.Url.AbsolutePath.EndsWith("/" + e.FileName, StringComparison.Ordinal)
            );

    [Fact]
    public void Every_archive_has_a_licence_note_and_members() =>
        Catalogue.All.Should().OnlyContain(e => e.Licence.Length > 20 && e.Members.Count > 0);

    [Fact]
    public void Names_are_those_of_the_publishers() =>
        Catalogue.All.Select(e => e.Name).Should().Equal("aclImdb_v1", "glove.840B.300d", "glove.6B");

    [Fact]
    public void A_repackaged_member_is_a_member() =>
        Catalogue
            .All.Should()
            .OnlyContain(e => e.Repackagings.All(r => r.Member == null || e.Members.Contains(r.Member)));

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
