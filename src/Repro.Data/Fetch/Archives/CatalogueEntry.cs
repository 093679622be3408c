namespace Repro.Data.Fetch.Archives;

/// <summary>One published archive, pinned.</summary>
/// <param name="Name">Name in messages and on the command line.</param>
/// <param name="FileName">File name as published and in the cache.</param>
/// <param name="Url">The official address.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Licence">The publishers' terms of use.</param>
/// <param name="Members">What is read from it: folders of reviews, or files of vectors.</param>
/// <param name="MirrorPattern">File names in a mirror that may hold it, with <c>*</c> as wildcard.</param>
/// <param name="Repackagings">Repackaged contents accepted in place of the published file.</param>
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
/// Content for which an archive with different bytes is accepted: repackaged, or without unused parts.
/// </summary>
/// <param name="Kind">What is digested.</param>
/// <param name="Member">The one member that is digested; null for all labelled reviews.</param>
/// <param name="Sha256">SHA-256 of the content (see <see cref="ContentDigest"/>), lower-case hexadecimal.</param>
/// <param name="Note">How it differs from the official archive, and the effect on results.</param>
public sealed record Repackaging(ContentKind Kind, string? Member, string Sha256, string Note);

public enum ContentKind
{
    /// <summary>The reviews of <c>aclImdb/{train,test}/{pos,neg}</c>.</summary>
    LabelledReviews,

    /// <summary>The bytes of one member.</summary>
    Member,
}
