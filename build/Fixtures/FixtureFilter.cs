using Repro;
using Repro.Experiments;

namespace ReproBuild.Fixtures;

/// <summary>Test filter, by traits, for the long-running fixtures of a stage.</summary>
public static class FixtureFilter
{
    /// <param name="stage">train, attribute or compare.</param>
    /// <param name="experiments">At least one experiment.</param>
    public static string Of(string stage, IReadOnlyList<ExperimentSpec> experiments) =>
        $"stage={stage}&({string.Join('|', experiments.Select(e => $"(model={e.Model}&protocol={Words.Of(e.Protocol)})"))})";
}
