namespace ReproBuild.Checks;

/// <summary>One thing that a run needs, looked at.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="State">What that means for a run.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What mends it; empty where nothing is to be mended.</param>
public sealed record Check(string Subject, CheckState State, string Finding, string Remedy = "")
{
    public static Check Ok(string subject, string finding) => new(subject, CheckState.Ok, finding);

    public static Check Note(string subject, string finding, string remedy) =>
        new(subject, CheckState.Note, finding, remedy);

    public static Check Problem(string subject, string finding, string remedy) =>
        new(subject, CheckState.Problem, finding, remedy);
}

/// <summary>What a finding means for a run.</summary>
public enum CheckState
{
    Ok,

    /// <summary>A run works, and something is worth knowing.</summary>
    Note,

    /// <summary>The run asked for could not work.</summary>
    Problem,
}
