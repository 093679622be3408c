using Repro.Experiments;

namespace Repro.Runs;

/// <summary>SHA-256 of what a run reads, by which a finished run is known to be of these inputs.</summary>
/// <param name="Corpus">Of the prepared corpus: its labelled reviews.</param>
/// <param name="Vectors">Of where the embedding starts, or null where it starts at random.</param>
public sealed record InputDigests(string Corpus, string? Vectors);

/// <summary>
/// Inputs that were loaded once already: whoever has nothing left to compute from them need not load them again.
/// </summary>
/// <param name="Inputs"><see cref="ExperimentSpec.InputsHash"/> of the experiments that read them.</param>
/// <param name="Digests">What they were.</param>
public sealed record LoadedInputs(string Inputs, InputDigests Digests);
