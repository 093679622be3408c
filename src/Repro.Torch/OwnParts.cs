using Repro.Experiments;
using Repro.Runs;
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
/// Further numbers of a run by quantity, such as <c>test.specificity</c>; they are compared, and claims refer to them,
/// like all others.
/// </summary>
/// <param name="spec">The experiment.</param>
/// <param name="predictions">Of its test.</param>
public delegate IReadOnlyDictionary<string, double> OwnQuantities(ExperimentSpec spec, TestPredictions predictions);
