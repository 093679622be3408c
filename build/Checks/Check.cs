namespace ReproBuild.Checks;

/// <summary>Result of checking one requirement of a run.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="State">Effect on a run.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">How to fix it; empty if there is nothing to fix.</param>
public sealed record Check(string Subject, CheckState State, string Finding, string Remedy = "")
{
    public static Check Ok(string subject, string finding) => new(subject, CheckState.Ok, finding);

    public static Check Note(string subject, string finding, string remedy) =>
        new(subject, CheckState.Note, finding, remedy);

    public static Check Problem(string subject, string finding, string remedy) =>
        new(subject, CheckState.Problem, finding, remedy);
}

/// <summary>Effect of a finding on a run.</summary>
public enum CheckState
{
    Ok,

    /// <summary>A run works, but there is something worth knowing.</summary>
    Note,

    /// <summary>The requested run cannot work.</summary>
    Problem,
}
