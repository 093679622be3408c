using System.Globalization;

namespace Repro;

/// <summary>Durations for people, the same in console, reports and messages.</summary>
public static class DurationText
{
    /// <summary><c>7.5 s</c>, <c>14 s</c>, <c>1 m 14 s</c>, <c>2 h 05 m</c>: tenths only below ten seconds.</summary>
    /// <param name="duration">A negative one counts as zero.</param>
    public static string Of(TimeSpan duration)
    {
        var seconds = Math.Max(0, duration.TotalSeconds);
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds, 1)} s"),
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} m {whole % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole % 3600 / 60:00} m"),
        };
    }
}
