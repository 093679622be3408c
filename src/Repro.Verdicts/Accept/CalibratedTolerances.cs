using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Accept;

/// <summary>Result of a calibration.</summary>
/// <param name="Stated">The tolerances before calibration.</param>
/// <param name="All">The tolerances after calibration.</param>
/// <param name="Own">The new entries of the profile.</param>
/// <param name="TooFew">Experiments whose seeds are too few; their quantities do not block.</param>
public sealed record CalibratedTolerances(
    Tolerances Stated,
    Tolerances All,
    EquatableList<Tolerance> Own,
    EquatableList<UncalibratedExperiment> TooFew
);

/// <param name="Experiment"><c>rnn.as-written</c>.</param>
/// <param name="Seeds">Its number of seeds.</param>
public sealed record UncalibratedExperiment(string Experiment, int Seeds);
