using Repro.Prepare;

namespace Repro.Experiment;

/// <summary>What a run reads.</summary>
/// <param name="Corpus">Numbered reviews and their vocabularies.</param>
/// <param name="Vectors">Where the embedding starts, or null where it starts at random.</param>
public sealed record ExperimentInputs(PreparedCorpus Corpus, VectorMatrix? Vectors);
