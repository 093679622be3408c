using System.Globalization;

namespace Repro.Requests;

/// <summary>
/// How long training goes on before it keeps its state between two batches again, so that a long epoch need not begin
/// anew.
/// </summary>
public static class CheckpointInterval
{
    public const double DefaultMinutes = 5;

    public const double MostMinutes = 1440;

    /// <summary>The range, in words.</summary>
    public static string Legal { get; } =
        string.Create(CultureInfo.InvariantCulture, $"a number from 0, for none, to {MostMinutes}");

    public static bool IsLegal(double minutes) => minutes is >= 0 and <= MostMinutes;

    /// <returns>Null for 0: no state is kept within an epoch, not even when training is interrupted.</returns>
    /// <exception cref="ReproException">Out of range (exit code 2).</exception>
    public static TimeSpan? Of(double minutes)
    {
        if (!IsLegal(minutes))
            throw ReproException.Usage(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"checkpoint-minutes: {minutes} is not {Legal}. Leave it out for {DefaultMinutes}."
                )
            );
        return minutes == 0 ? null : TimeSpan.FromMinutes(minutes);
    }
}
