using Repro;

namespace ReproBuild;

/// <summary>What a target found that judges no numbers, for the last line and the exit code.</summary>
/// <param name="ExitCode">Success, or what is wrong.</param>
/// <param name="Sentence">Follows "Verdict: ".</param>
public sealed record Finding(ExitCode ExitCode, string Sentence);
