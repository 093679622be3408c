using Repro.Experiments;

namespace Repro.Torch.Models;

/// <summary>
/// Makes the untrained model of an experiment, on the CPU. Vectors and device are seen to afterwards.
/// </summary>
/// <param name="spec">Names the model; <see cref="ExperimentSpec.Size"/> has what it was given.</param>
/// <param name="vocabularySize">Rows of the embedding.</param>
public delegate SentimentModel ModelMaker(ExperimentSpec spec, int vocabularySize);
