namespace Repro;

/// <summary>
/// What the process ends with. A finding about the numbers is never confused with a failure of the tool.
/// </summary>
public enum ExitCode
{
    /// <summary>Every blocking quantity is within its tolerance, or better.</summary>
    Success = 0,

    /// <summary>At least one blocking quantity regressed.</summary>
    Regression = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>An input is missing or damaged: data, libtorch, a device.</summary>
    InputMissing = 3,

    /// <summary>There is nothing committed to compare with.</summary>
    NoBaseline = 4,

    /// <summary>Exactness was asked where fingerprint or inputs differ.</summary>
    NotComparable = 5,

    /// <summary>A quantity is missing or not a number.</summary>
    NotMeasured = 6,

    /// <summary>A run is not its baseline to the last bit, or not within rounding, where it must be.</summary>
    Changed = 7,

    /// <summary>A failure of the tool itself.</summary>
    ToolFailure = 70,

    /// <summary>Ctrl+C.</summary>
    Interrupted = 130,
}

/// <summary>An error a person can act on. The message has four parts: subject, value, limit, remedy.</summary>
public class ReproException(ExitCode exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode ExitCode { get; } = exitCode;

    public static ReproException Usage(string message) => new(ExitCode.Usage, message);

    public static ReproException Input(string message, Exception? inner = null) =>
        new(ExitCode.InputMissing, message, inner);
}
