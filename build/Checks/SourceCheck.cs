using Repro;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;

namespace ReproBuild.Checks;

/// <summary>Where the archives of the runs asked for come from, and whether that place answers.</summary>
public static class SourceCheck
{
    private const int LongestPath = 200;

    /// <param name="mirror">The folder that is searched first, or null.</param>
    /// <param name="needed">What the runs need.</param>
    public static Check Mirror(string? mirror, IReadOnlyList<CatalogueEntry> needed)
    {
        if (mirror is null)
            return Check.Ok(
                "mirror",
                needed.Count == 0
                    ? "none, and the runs asked for need none"
                    : "none: archives come from the cache or the official addresses"
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
                "What it lacks comes from the cache or the official address; to be without those, put it there."
            );
    }

    /// <summary>One check for each official host.</summary>
    /// <param name="needed">What the runs need.</param>
    /// <param name="missing">Those of them that neither mirror nor cache have.</param>
    /// <param name="ask">Why an address cannot be reached, or null where it answers.</param>
    /// <param name="cancellation">Ends the waiting.</param>
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

    /// <summary>Whether a mirror has a file of the archive's name; what is in it is not looked at.</summary>
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
                $"{fault}, and neither mirror nor cache have "
                    + $"{string.Join(" and ", missing.Select(entry => entry.FileName))}",
                Remedy
            );
        return Check.Note(
            host,
            $"{fault}; "
                + $"{(needed.Count == 0 ? "the runs asked for do not need it" : "mirror or cache have what it offers")}",
            Remedy
        );
    }
}
