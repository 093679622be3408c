using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;

namespace Repro.Data.Prepare.Vectors;

/// <summary>
/// The archive and member of named word vectors: <c>glove.6B.100d</c> is the member <c>glove.6B.100d.txt</c> of the
/// archive glove.6B.
/// </summary>
/// <param name="Name">Such as <c>glove.6B.100d</c>.</param>
/// <param name="Archive">What to fetch.</param>
/// <param name="Member">The text file in it: one word and its numbers per line, separated by single spaces.</param>
public sealed record GloveVectors(string Name, CatalogueEntry Archive, string Member)
{
    private const string Ending = ".txt";

    /// <summary>All names, in the catalogue's order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Everything().Select(vectors => vectors.Name)];

    /// <exception cref="ReproException">No vectors have that name (exit code 2).</exception>
    public static GloveVectors Find(string name) =>
        Everything().FirstOrDefault(vectors => vectors.Name == name) ?? throw ReproException.Usage(Fault(name)!);

    /// <summary>The error if no vectors have that name; null if some do.</summary>
    public static string? Fault(string name) =>
        Names.Contains(name)
            ? null
            : $"vectors: {TerminalText.Quote(name)} is not one of {string.Join(", ", Names)}. Choose one of them.";

    /// <summary>Opens the text. The caller disposes the stream.</summary>
    /// <param name="archive">The fetched archive for <see cref="Archive"/> and <see cref="Member"/>.</param>
    /// <exception cref="ReproException">The archive is another one, damaged, or lacks the member (exit code
    /// 3).</exception>
    public Stream OpenText(FetchedArchive archive) =>
        archive.Entry.Name == Archive.Name
            ? ZipMember.Open(archive.Path, Member, ArchiveLimits.Vectors)
            : throw ReproException.Input(
                $"vectors: {Name} are in {Archive.FileName}, not in {archive.Entry.FileName}. Fetch that archive."
            );

    private static IEnumerable<GloveVectors> Everything() =>
        from archive in Catalogue.All
        from member in archive.Members
        where member.EndsWith(Ending, StringComparison.Ordinal)
        select new GloveVectors(member[..^Ending.Length], archive, member);
}
