using Repro.Experiments;

namespace Repro.Torch.Models;

/// <summary>
/// Creates the untrained model of an experiment on the CPU. The caller sets vectors and device afterwards.
/// </summary>
/// <param name="spec">Defines the model; <see cref="ExperimentSpec.Size"/> returns its sizes.</param>
/// <param name="vocabularySize">Rows of the embedding.</param>
public delegate SentimentModel ModelMaker(ExperimentSpec spec, int vocabularySize);
