using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>What calibration came to.</summary>
/// <param name="Stated">The tolerances as they were.</param>
/// <param name="All">As they would be.</param>
/// <param name="Own">Those of the profile.</param>
/// <param name="TooFew">Experiments whose seeds are too few; their quantities do not block.</param>
public sealed record CalibratedTolerances(
    Tolerances Stated,
    Tolerances All,
    EquatableList<Tolerance> Own,
    EquatableList<UncalibratedExperiment> TooFew
);

/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Seeds">That it has.</param>
public sealed record UncalibratedExperiment(string Experiment, int Seeds);
