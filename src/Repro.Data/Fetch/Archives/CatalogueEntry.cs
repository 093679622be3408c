namespace Repro.Data.Fetch.Archives;

/// <summary>One published archive, pinned.</summary>
/// <param name="Name">What messages and the command line call it.</param>
/// <param name="FileName">As published, and as it is called in the cache.</param>
/// <param name="Url">The official address.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="Licence">What its publishers say about its use.</param>
/// <param name="Members">What is read from it: folders of reviews, or files of vectors.</param>
/// <param name="MirrorPattern">File names in a mirror that may hold it, with <c>*</c> as wildcard.</param>
/// <param name="Repackagings">Contents that are as good as the published file.</param>
public sealed record CatalogueEntry(
    string Name,
    string FileName,
    Uri Url,
    long Size,
    string Sha256,
    string Licence,
    EquatableList<string> Members,
    string MirrorPattern,
    EquatableList<Repackaging> Repackagings
);

/// <summary>
/// Content that an archive of other bytes is accepted for: packed again, or without what is not used.
/// </summary>
/// <param name="Kind">What is digested.</param>
/// <param name="Member">The one member that is digested; null for all labelled reviews.</param>
/// <param name="Sha256">Of the content (see <see cref="ContentDigest"/>), lower-case hexadecimal.</param>
/// <param name="Note">What it holds compared with the official archive, and what that means for results.</param>
public sealed record Repackaging(ContentKind Kind, string? Member, string Sha256, string Note);

public enum ContentKind
{
    /// <summary>The reviews of <c>aclImdb/{train,test}/{pos,neg}</c>.</summary>
    LabelledReviews,

    /// <summary>The bytes of one member.</summary>
    Member,
}
