namespace Repro;

/// <summary>
/// Exit codes of the process. Findings about the numbers and failures of the tool have different codes.
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

    /// <summary>There is no committed baseline to compare with.</summary>
    NoBaseline = 4,

    /// <summary>An exact comparison was requested, but fingerprint or inputs differ.</summary>
    NotComparable = 5,

    /// <summary>A quantity is missing or not a number.</summary>
    NotMeasured = 6,

    /// <summary>A run differs from its baseline although it must be bitwise equal, or equal within rounding.</summary>
    Changed = 7,

    /// <summary>A failure of the tool itself.</summary>
    ToolFailure = 70,

    /// <summary>Ctrl+C.</summary>
    Interrupted = 130,
}

/// <summary>An error that a user can act on. The message has four parts: subject, value, limit, remedy.</summary>
public class ReproException(ExitCode exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode ExitCode { get; } = exitCode;

    public static ReproException Usage(string message) => new(ExitCode.Usage, message);

    public static ReproException Input(string message, Exception? inner = null) =>
        new(ExitCode.InputMissing, message, inner);
}
