using Repro.Experiments;
using Repro.Runs;
using Repro.Torch.Models;

namespace Repro.Torch;

/// <summary>
/// Code that an assignment other than the notebook supplies. Like all code, it is not part of the experiment's hash.
/// </summary>
/// <param name="Models">Creates its models.</param>
/// <param name="Quantities">Its own quantities, computed from the test; null for none.</param>
public sealed record OwnParts(ModelMaker Models, OwnQuantities? Quantities = null);

/// <summary>
/// Computes additional numbers of a run by quantity, such as <c>test.specificity</c>. They are compared and used in
/// claims like all others.
/// </summary>
/// <param name="spec">The experiment.</param>
/// <param name="predictions">Predictions of its test.</param>
public delegate IReadOnlyDictionary<string, double> OwnQuantities(ExperimentSpec spec, TestPredictions predictions);
