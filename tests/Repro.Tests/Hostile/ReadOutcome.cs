namespace Repro.Tests.Hostile;

/// <summary>What became of reading something hostile.</summary>
internal static class ReadOutcome
{
    /// <summary>
    /// Null if it was read; the exit code if it was rejected; any other exception is thrown, as in the product.
    /// </summary>
    public static ExitCode? Run(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ReproException e)
        {
            e.Message.Any(c => (char.IsControl(c) && c != '\n') || c == '\u202e')
                .Should()
                .BeFalse("a message reaches the terminal: {0}", e.Message);
            e.Message.Length.Should().BeLessThan(5_000, "a screen has as many characters");
            return e.ExitCode;
        }
    }

    public static bool ReadOrRefused(Action read) => Run(read) is null or ExitCode.InputMissing;
}
