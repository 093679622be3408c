using Repro.Locking;

namespace ReproBuild;

/// <summary>Keeps two builds of one clone from writing the same files.</summary>
public static class CloneLocks
{
    /// <summary>Until the end of this build no other one of the clone writes verdicts and reports.</summary>
    public static void HoldReport(BuildRun run) =>
        run.Report ??= run.Locks.Take(run.Paths.Lock("report"), "verdicts and report", run.Interrupted);

    /// <summary>Until the lock is disposed of, no other build of the clone writes baselines or tolerances.</summary>
    public static FileLock TakeBaselines(BuildRun run) =>
        run.Locks.Take(run.Paths.Lock("baselines"), "the baselines", run.Interrupted);
}
