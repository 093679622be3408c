using Repro.Experiment;
using Repro.Torch.Models;

namespace Repro.Torch;

/// <summary>
/// What an assignment other than the notebook brings to its runs. Neither part is hashed with the experiment, as no
/// code is.
/// </summary>
/// <param name="Models">Makes its models.</param>
/// <param name="Quantities">Numbers of its own, worked out from the test; null for none.</param>
public sealed record OwnParts(ModelMaker Models, OwnQuantities? Quantities = null);

/// <summary>
/// Makes the untrained model of an experiment, on the CPU. Vectors and device are seen to afterwards.
/// </summary>
/// <param name="spec">Names the model; <see cref="ExperimentSpec.Size"/> has what it was given.</param>
/// <param name="vocabularySize">Rows of the embedding.</param>
public delegate SentimentModel ModelMaker(ExperimentSpec spec, int vocabularySize);

/// <summary>
/// Further numbers of a run by quantity, such as <c>test.specificity</c>; they are compared, and claims refer to them,
/// like all others.
/// </summary>
/// <param name="spec">The experiment.</param>
/// <param name="predictions">Of its test.</param>
public delegate IReadOnlyDictionary<string, double> OwnQuantities(ExperimentSpec spec, TestPredictions predictions);
