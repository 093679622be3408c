using Repro;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;

namespace ReproBuild.Checks;

/// <summary>Checks where the archives of the requested runs come from, and whether that source is available.</summary>
public static class SourceCheck
{
    private const int LongestPath = 200;

    /// <param name="mirror">The mirror folder, or null.</param>
    /// <param name="needed">Archives that the runs need.</param>
    public static Check Mirror(string? mirror, IReadOnlyList<CatalogueEntry> needed)
    {
        if (mirror is null)
            return Check.Ok(
                "mirror",
                needed.Count == 0
                    ? "none, and the requested runs need none"
                    : "none: archives come from the cache or the official URLs"
            );
        if (!Directory.Exists(mirror))
            return Check.Problem(
                "mirror",
                $"{TerminalText.Of(mirror, LongestPath)} is not an existing folder",
                "Name one with --data-mirror=DIR or REPRO_DATA_MIRROR, or leave the setting out."
            );
        var lacking = needed.Where(entry => !Mirrors(mirror, entry)).Select(entry => entry.FileName).ToList();
        return lacking.Count == 0
            ? Check.Ok(
                "mirror",
                $"{mirror}{(needed.Count == 0 ? "" : $" has files for {string.Join(" and ", needed.Select(entry => entry.Name))}")}"
            )
            : Check.Note(
                "mirror",
                $"{mirror} has no {string.Join(" and no ", lacking)}",
                "Missing archives come from the cache or the official URL; to avoid this, put them into the mirror."
            );
    }

    /// <summary>One check for each official host.</summary>
    /// <param name="needed">Archives that the runs need.</param>
    /// <param name="missing">Archives that neither mirror nor cache has.</param>
    /// <param name="ask">Why a URL cannot be reached, or null if it answers.</param>
    /// <param name="cancellation">Cancels the check.</param>
    public static async Task<IReadOnlyList<Check>> HostsAsync(
        IReadOnlyList<CatalogueEntry> needed,
        IReadOnlyList<CatalogueEntry> missing,
        Func<Uri, CancellationToken, Task<string?>> ask,
        CancellationToken cancellation
    ) =>
        await Task.WhenAll(
            Catalogue
                .All.GroupBy(entry => entry.Url.Host)
                .Select(async host =>
                {
                    var fault = await ask(host.First().Url, cancellation);
                    return OfHost(host.Key, fault, [.. host.Where(needed.Contains)], [.. host.Where(missing.Contains)]);
                })
        );

    /// <summary>Whether a mirror has a file of the archive's name; its content is not checked.</summary>
    public static bool Mirrors(string? mirror, CatalogueEntry entry) =>
        mirror is not null && Directory.Exists(mirror) && Directory.EnumerateFiles(mirror, entry.MirrorPattern).Any();

    private static Check OfHost(
        string host,
        string? fault,
        IReadOnlyList<CatalogueEntry> needed,
        IReadOnlyList<CatalogueEntry> missing
    )
    {
        if (fault is null)
            return Check.Ok(host, "answers");
        const string Remedy =
            "Name a folder that has the archives with --data-mirror=DIR or REPRO_DATA_MIRROR; behind a "
            + "proxy, set HTTPS_PROXY.";
        if (missing.Count > 0)
            return Check.Problem(
                host,
                $"{fault}, and neither mirror nor cache has "
                    + $"{string.Join(" and ", missing.Select(entry => entry.FileName))}",
                Remedy
            );
        return Check.Note(
            host,
            $"{fault}; "
                + $"{(needed.Count == 0 ? "the requested runs do not need it" : "mirror or cache have what it offers")}",
            Remedy
        );
    }
}
