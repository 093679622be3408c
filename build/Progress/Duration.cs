using System.Globalization;

namespace ReproBuild.Progress;

/// <summary>Durations as people say them.</summary>
public static class Duration
{
    /// <summary><c>14 s</c>, <c>1 m 14 s</c>, <c>2 h 5 m</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var seconds = (long)Math.Round(Math.Max(0, duration.TotalSeconds));
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} m {seconds % 60} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds % 3600 / 60} m"),
        };
    }
}
