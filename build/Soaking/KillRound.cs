using Repro;
using Repro.Runs;

namespace ReproBuild.Soaking;

/// <summary>A training that was killed, and went on.</summary>
/// <param name="Experiment">That was under way: <c>rnn.as-written</c>.</param>
/// <param name="Killed">The last batch that it told of.</param>
/// <param name="WasComplete">Whether that training, and its testing, was over.</param>
/// <param name="Continued">Where it went on; null where it started over, or was complete.</param>
/// <param name="Differing">Results that are not those of a training that was left alone.</param>
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

    /// <summary><c>behind batch 11 of 49 in epoch 2</c>.</summary>
    public string ContinuedText =>
        Continued switch
        {
            null => WasComplete ? "behind the complete run" : "from the start",
            { Batch: { } batch } e => FormattableString.Invariant(
                $"behind batch {batch} of {e.Batches} in epoch {e.Epoch}"
            ),
            var e => FormattableString.Invariant($"behind epoch {e.Epoch}"),
        };
}
