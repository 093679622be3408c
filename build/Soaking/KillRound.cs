using Repro;
using Repro.Runs;

namespace ReproBuild.Soaking;

/// <summary>A training that was killed and resumed.</summary>
/// <param name="Experiment">The current experiment: <c>rnn.as-written</c>.</param>
/// <param name="Killed">The last batch it reported.</param>
/// <param name="WasComplete">Whether training and testing were already complete.</param>
/// <param name="Continued">Where it resumed; null if it started over or was complete.</param>
/// <param name="Differing">Results that differ from an uninterrupted training.</param>
public sealed record KillRound(
    string Experiment,
    RunEvent Killed,
    bool WasComplete,
    RunEvent? Continued,
    EquatableList<string> Differing
)
{
    /// <summary><c>training batch 12 of 49 in epoch 2</c>.</summary>
    public string KilledText =>
        FormattableString.Invariant(
            $"{Words.Of(Killed.Kind)} batch {Killed.Batch} of {Killed.Batches} in epoch {Killed.Epoch}"
        );

    /// <summary><c>after batch 11 of 49 in epoch 2</c>.</summary>
    public string ContinuedText =>
        Continued switch
        {
            null => WasComplete ? "after the complete run" : "from the start",
            { Batch: { } batch } e => FormattableString.Invariant(
                $"after batch {batch} of {e.Batches} in epoch {e.Epoch}"
            ),
            var e => FormattableString.Invariant($"after epoch {e.Epoch}"),
        };
}
