using Repro;

namespace ReproBuild;

/// <summary>The result of a target that does not judge numbers, for the last line and the exit code.</summary>
/// <param name="ExitCode">Success, or the kind of problem.</param>
/// <param name="Sentence">Shown after "Verdict: ".</param>
public sealed record Finding(ExitCode ExitCode, string Sentence);
