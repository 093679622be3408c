using Repro;
using Repro.Experiments;

namespace ReproBuild.Fixtures;

/// <summary>Which tests of the long-running fixtures belong to a stage: a filter over their traits.</summary>
public static class FixtureFilter
{
    /// <param name="stage">train, attribute or compare.</param>
    /// <param name="experiments">One or more.</param>
    public static string Of(string stage, IReadOnlyList<ExperimentSpec> experiments) =>
        $"stage={stage}&({string.Join('|', experiments.Select(e => $"(model={e.Model}&protocol={Words.Of(e.Protocol)})"))})";
}
