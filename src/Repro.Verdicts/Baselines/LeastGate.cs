using Repro.Experiments;
using Repro.Quantities;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// The quantities that must be able to block. They are part of the program and not of <c>tolerances.json</c>: a file
/// with every <c>blocking</c> set to false would turn any run green.
/// </summary>
/// <param name="Gates">By profile, model and quantity.</param>
public sealed record LeastGate(EquatableList<RequiredGate> Gates)
{
    /// <summary>
    /// The best validation loss of every experiment; on <c>imdb</c> only that of the CNNs, since the RNN has fewer
    /// accepted seeds than a limit needs.
    /// </summary>
    public static LeastGate ImdbNotebook { get; } =
        new([
            .. Words
                .All<ModelKind>()
                .SelectMany(model =>
                    Profiles.All.Select(profile => new RequiredGate(
                        profile,
                        new ModelName(model),
                        QuantityNames.BestValidationLoss
                    ))
                )
                .Where(gate => gate.Profile != Profiles.Imdb || gate.Model != ModelKind.Rnn),
        ]);

    /// <exception cref="ReproException">One of them does not block (exit code 3).</exception>
    public void Check(Tolerances tolerances, string profile)
    {
        List<string> open =
        [
            .. Gates
                .Where(gate => gate.Profile == profile)
                .SelectMany(gate =>
                    Words
                        .All<ProtocolKind>()
                        .Select(protocol => $"{gate.Model}.{protocol}")
                        .Where(experiment =>
                            tolerances.Find(profile, experiment, gate.Quantity) is not { Blocking: true }
                        )
                        .Select(experiment => $"{experiment} {gate.Quantity}")
                ),
        ];
        if (open.Count > 0)
            throw ReproException.Input(
                $"tolerances.json: of profile {profile} these do not block: {string.Join(", ", open)}. This program "
                    + "requires it of them, whatever the file says. Restore it from version control, or derive it from "
                    + $"at least {Repro.Statistics.Spread.EnoughSeeds} accepted seeds by --target=Calibrate."
            );
    }
}

/// <param name="Profile">Where it is required.</param>
/// <param name="Model">Of this model, under both protocols.</param>
/// <param name="Quantity">That must be able to block.</param>
public sealed record RequiredGate(string Profile, ModelName Model, string Quantity);
