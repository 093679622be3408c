namespace Repro.Runs;

/// <summary>A disturbance of the initial weights as small as rounding errors.</summary>
/// <param name="Seed">Draws the directions.</param>
/// <param name="Ulps">Units in the last place by which each weight moves, at least 1.</param>
public sealed record RoundingNoise(int Seed, int Ulps)
{
    /// <summary><c>noise-2</c>, or <c>noise-2-of-4-ulps</c> if it is more than one.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"noise-{Seed}{(Ulps == 1 ? "" : $"-of-{Ulps}-ulps")}");
}
