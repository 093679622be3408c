using Repro.Files;
using Repro.Runs;

namespace Repro.Verdicts.Accept;

/// <summary>What is refused before anything is written.</summary>
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
                "Accept: nothing was written. The reason is empty; a baseline says why its values are right. "
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
                        ? "The sources have changes that no commit holds (git status), "
                        : $"Runs were made by sources that no commit holds ({string.Join(", ", runs)}), "
                )
                + "and a baseline names the commit that made it. Commit and train again, or pass --dirty-ok as well, which "
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
        // What it stood on, a machine of its own such as one with a GPU, is a part of the baseline's environment.
        if (completion.Program is not { } made || ProgramDigest.CodeOf(made) != ProgramDigest.CodeOf(program))
            throw new ReproException(
                ExitCode.NotComparable,
                $"Accept: {run.Root} was made by other code ({ProgramDigest.Abbreviated(completion.Program)}) than the "
                    + $"one at hand ({ProgramDigest.Abbreviated(program)}); a baseline is what the code in the tree gives. Run "
                    + "the experiment again, without --reuse."
            );
        foreach (var (name, digest) in completion.Files)
        {
            var path = Path.Combine(run.Root, name);
            if (path == run.Weights && !File.Exists(path))
                continue; // Runs brought from another machine come without them, and no baseline reads them.
            if (!RunMarker.IsWhole(path, digest))
                throw ReproException.Input(
                    $"Accept: {path} is not what the run wrote (expected SHA-256 {digest}). Run the experiment again."
                );
        }
    }
}
