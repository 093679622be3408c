namespace Repro.Torch;

/// <summary>Seconds that each stage of a run took.</summary>
internal sealed class StageTimes(TimeProvider clock)
{
    public SortedDictionary<string, double> Seconds { get; } = new(StringComparer.Ordinal);

    public T Time<T>(string stage, Func<T> work)
    {
        var began = clock.GetTimestamp();
        var result = work();
        Seconds[stage] = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 3);
        return result;
    }
}
