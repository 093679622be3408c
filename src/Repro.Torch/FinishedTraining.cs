using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;

namespace Repro.Torch;

/// <summary>
/// Reuses the training and test of a run that differs only in its attribution settings: the files are copied instead of
/// training again.
/// </summary>
internal static class FinishedTraining
{
    /// <summary>
    /// Copies the training and test of another run into <paramref name="folder"/> and marks them as this run's.
    /// </summary>
    /// <returns>The folder they came from; null if no run has them.</returns>
    public static RunFolder? Take(
        ExperimentSpec spec,
        RunFolder folder,
        ExperimentInputs inputs,
        RunSurroundings surroundings
    )
    {
        var other = folder.Siblings(spec).FirstOrDefault(sibling => Copy(sibling, spec, folder, inputs, surroundings));
        if (other is null)
            return null;
        SafeFile.WriteJson(folder.Spec, spec);
        SafeFile.WriteJson(
            folder.Manifest,
            SafeFile.ReadJson<RunManifest>(other.Manifest) with
            {
                SpecHash = spec.Hash(),
            }
        );
        MarkerOf(folder, spec, inputs, surroundings).Write();
        return other;
    }

    public static RunMarker MarkerOf(
        RunFolder folder,
        ExperimentSpec spec,
        ExperimentInputs inputs,
        RunSurroundings surroundings
    ) => new(folder, spec.Hash(), inputs.Digests, surroundings.Program, surroundings.Reuse);

    /// <returns>False if the other run does not qualify, or changed during the copy.</returns>
    private static bool Copy(
        RunFolder other,
        ExperimentSpec spec,
        RunFolder folder,
        ExperimentInputs inputs,
        RunSurroundings surroundings
    )
    {
        if (
            SafeFile.TryReadJson<ExperimentSpec>(other.Spec, out _) is not { } theirs
            || theirs with { Attribution = spec.Attribution } != spec
            || !MarkerOf(other, theirs, inputs, surroundings).IsTrained
            || MarkerOf(other, theirs, inputs, surroundings).OtherProgram is not null
            || SafeFile.TryReadJson<RunCompletion>(other.Complete, out _) is not { } completion
        )
            return false;
        foreach (var from in (string[])[other.History, other.Weights, other.Predictions, other.Metrics])
        {
            var to = Path.Combine(folder.Root, Path.GetFileName(from));
            SafeFile.Write(
                to,
                stream =>
                {
                    using var source = File.OpenRead(from);
                    source.CopyTo(stream);
                }
            );
            if (!RunMarker.IsWhole(to, completion.Files[Path.GetFileName(from)]))
                return false;
        }

        return true;
    }
}
