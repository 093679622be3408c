using Repro.Data.Prepare;
using Repro.Data.Prepare.Vectors;
using Repro.Runs;

namespace Repro.Data.Inputs;

/// <summary>What a run reads.</summary>
/// <param name="CorpusDigest">SHA-256 of the published reviews: the same for every seed, unlike the prepared corpus's
/// digest.</param>
/// <param name="Corpus">Numbered reviews and their vocabularies.</param>
/// <param name="Vectors">Initial vectors of the embedding, or null if it starts at random.</param>
public sealed record ExperimentInputs(string CorpusDigest, PreparedCorpus Corpus, VectorMatrix? Vectors)
{
    public InputDigests Digests => new(Corpus.Digest, Vectors?.Digest);
}
