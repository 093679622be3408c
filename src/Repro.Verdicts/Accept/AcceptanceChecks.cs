using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Accept;

/// <summary>Checks made before anything is written.</summary>
internal static class AcceptanceChecks
{
    public static void ThrowIfOnBuildServer(AcceptanceRequest request)
    {
        if (request.OnCi)
            throw ReproException.Usage(
                "Accept: this is a build server; a baseline is accepted by a person who has looked at it. "
                    + "Accept on your machine and commit the files."
            );
    }

    public static void ThrowIfWithoutReason(AcceptanceRequest request)
    {
        if (request.Reason.All(c => char.IsWhiteSpace(c) || c is '.' or '…'))
            throw ReproException.Usage(
                "Accept: nothing was written. The reason is empty; a baseline records why its values are right. "
                    + "Pass --reason=\"…\"."
            );
    }

    public static void ThrowIfDirty(IReadOnlyList<AcceptedBaseline> planned, AcceptanceRequest request)
    {
        if (request.DirtyOk || planned.All(p => p.Entry.DirtyTree != true))
            return;
        var runs = planned.Where(p => p.Entry.DirtyTree == true).Select(p => p.Experiment).ToList();
        throw ReproException.Usage(
            "Accept: nothing was written. "
                + (
                    request.DirtyTree
                        ? "The sources have uncommitted changes (git status), "
                        : $"Runs were made from uncommitted sources ({string.Join(", ", runs)}), "
                )
                + "but a baseline names the commit that made it. Commit and train again, or pass --dirty-ok as "
                + "well, which "
                + "is recorded."
        );
    }

    public static void ThrowIfNotWhole(RunFolder run, string program)
    {
        if (!File.Exists(run.Complete))
            throw new ReproException(
                ExitCode.NotMeasured,
                $"Accept: {run.Root} has no {Path.GetFileName(run.Complete)}; only complete runs can be "
                    + "accepted. Run the experiment to its end."
            );
        var completion = SafeFile.ReadJson<RunCompletion>(run.Complete);
        // Only the code must match. The platform, such as a machine with a GPU, is part of the baseline's environment.
        if (completion.Program is not { } made || ProgramDigest.CodeOf(made) != ProgramDigest.CodeOf(program))
            throw new ReproException(
                ExitCode.NotComparable,
                $"Accept: {run.Root} was made by other code ({ProgramDigest.Abbreviated(completion.Program)}) than the "
                    + $"current one ({ProgramDigest.Abbreviated(program)}); a baseline must be made by the code in "
                    + $"the tree. Run "
                    + "the experiment again, without --reuse."
            );
        foreach (var (name, digest) in completion.Files)
        {
            var path = Path.Combine(run.Root, name);
            if (path == run.Weights && !File.Exists(path))
                continue; // Runs brought from another machine come without them, and no baseline reads them.
            if (!RunMarker.IsWhole(path, digest))
                throw ReproException.Input(
                    $"Accept: {path} was changed after the run wrote it (expected SHA-256 {digest}). Run the "
                        + $"experiment again."
                );
        }
    }
}
