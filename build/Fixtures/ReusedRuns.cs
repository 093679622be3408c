using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Fixtures;

/// <summary>
/// What is said of runs that are not trained again. Code is no part of an experiment, so where theirs was another
/// commit's, that is said too.
/// </summary>
public static class ReusedRuns
{
    private const int Short = 12;

    /// <param name="request">Asks for them.</param>
    /// <param name="reused">Runs that are trained.</param>
    /// <param name="here">The clone's commit; null where it is not known.</param>
    public static IEnumerable<string> Lines(ReproRequest request, IReadOnlyList<ExperimentSpec> reused, string? here)
    {
        if (reused.Count == 0)
            yield break;
        yield return $"Complete and unchanged, not trained again: {string.Join(", ", reused.Select(spec => spec.Name()))}.";
        foreach (
            var made in reused
                .GroupBy(spec => SafeFile.ReadJson<RunManifest>(RunFolder.Of(request.Runs, spec).Manifest).Commit)
                .Where(made => here is not null && made.Key != here)
        )
            yield return $"Trained at commit {ShortOf(made.Key)}, where this clone is at {ShortOf(here!)}: "
                + $"{string.Join(", ", made.Select(spec => spec.Name()))}. If code changed in between what they "
                + "give, --target=Clean forgets them.";
    }

    private static string ShortOf(string commit) => commit[..Math.Min(Short, commit.Length)];
}
