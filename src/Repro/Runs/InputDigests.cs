using Repro.Experiments;

namespace Repro.Runs;

/// <summary>SHA-256 of a run's inputs; a finished run is matched to its inputs by them.</summary>
/// <param name="Corpus">Digest of the prepared corpus: its labelled reviews.</param>
/// <param name="Vectors">Digest of the embedding's initial vectors; null if it starts at random.</param>
public sealed record InputDigests(string Corpus, string? Vectors);

/// <summary>
/// Inputs that were already loaded. If nothing remains to be computed from them, they need not be loaded again.
/// </summary>
/// <param name="Inputs"><see cref="ExperimentSpec.InputsHash"/> of the experiments that read them.</param>
/// <param name="Digests">Their digests.</param>
public sealed record LoadedInputs(string Inputs, InputDigests Digests);
