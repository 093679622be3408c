namespace Repro.Fuzz;

/// <summary>
/// What may become of a hostile input: it is read, or refused by name with a message that is short and cannot steer a
/// terminal.
/// </summary>
internal static class Oracle
{
    private const int LongestMessage = 5_000;

    /// <summary>
    /// Null where it was read; else what it was refused with. Any other exception goes through: it is a crash.
    /// </summary>
    public static ExitCode? Outcome(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Read(input);
            return null;
        }
        catch (ReproException e) when (e.ExitCode is ExitCode.InputMissing or ExitCode.Usage && IsShown(e.Message))
        {
            return e.ExitCode;
        }
    }

    private static bool IsShown(string message) =>
        message.Length <= LongestMessage
        && !message.Any(c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028' or '\u2029');
}
