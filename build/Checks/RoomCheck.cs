using System.Globalization;
using Repro.Experiments;

namespace ReproBuild.Checks;

/// <summary>Checks whether there is enough memory and disk space for a run.</summary>
public static class RoomCheck
{
    private const long Giga = 1_000_000_000;

    /// <param name="available">Bytes available to this process, considering a container's limit.</param>
    /// <param name="profile">Profile of the runs.</param>
    public static Check Memory(long available, string profile)
    {
        var (least, wanted) = Needed(profile);
        return Of(
            "memory",
            available,
            least,
            wanted,
            $"for profile {profile}",
            "Close other programs or raise the container's limit; --profile=sample needs least."
        );
    }

    /// <param name="free">Free bytes for runs, checkpoints and builds.</param>
    /// <param name="profile">Profile of the runs.</param>
    public static Check Artifacts(long free, string profile) =>
        Of(
            "disk, artifacts",
            free,
            Giga / 2,
            profile == Profiles.Imdb ? 8 * Giga : Giga,
            $"for builds, checkpoints and runs of profile {profile}",
            "Free some space, or name another disk for the runs with --runs=DIR."
        );

    /// <param name="free">Free bytes for the cache.</param>
    /// <param name="missing">Bytes still to be downloaded.</param>
    public static Check Cache(long free, long missing)
    {
        var least = missing + (Giga / 5);
        return Of(
            "disk, cache",
            free,
            least,
            least,
            missing > 0 ? "for downloads and prepared corpora" : "for prepared corpora",
            "Free some space, or name another disk with REPRO_CACHE=DIR."
        );
    }

    // Measured on Debian 12: 2.7 GB for attributing imdb, 0.3 GB for training the sample, plus the build.
    private static (long Least, long Wanted) Needed(string profile) =>
        profile switch
        {
            Profiles.Imdb => (3 * Giga, 6 * Giga),
            _ => (Giga, 2 * Giga),
        };

    private static Check Of(string subject, long found, long least, long wanted, string purpose, string remedy)
    {
        var finding = string.Create(
            CultureInfo.InvariantCulture,
            $"{Gigabytes(found)}{(subject == "memory" ? "" : " free")}"
        );
        return found < least
                ? Check.Problem(subject, $"{finding}, at least {Gigabytes(least)} are needed {purpose}", remedy)
            : found < wanted ? Check.Note(subject, $"{finding}, {Gigabytes(wanted)} are better {purpose}", remedy)
            : Check.Ok(subject, finding);
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
