using System.ComponentModel;
using System.Diagnostics;
using Repro.Runs;

namespace ReproBuild;

/// <summary>Queries git; null if there is no git, no clone, or no answer.</summary>
public static class Git
{
    /// <summary>Variables that git sets for hooks and other programs; they may point to another repository.</summary>
    private static readonly string[] Repositories =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
    ];

    /// <summary>
    /// The commit of the sources, followed by <see cref="SourceCommit.Dirty"/> if anything but the baselines differs
    /// from it. Null if the folder is not the top folder of a repository: a source archive unpacked inside another
    /// repository does not belong to its commit.
    /// </summary>
    /// <param name="root">Top folder of the sources.</param>
    public static string? Commit(string root)
    {
        // The prefix is the path from the repository's top folder: empty in the top folder itself.
        if (
            Ask(root, "rev-parse", "--show-prefix", "HEAD")?.Trim() is not { } commit
            || !commit.All(char.IsAsciiHexDigit)
        )
            return null;
        return
            Ask(
                root,
                "--no-optional-locks",
                "status",
                "--porcelain",
                "--untracked-files=normal",
                "--",
                ".",
                ":(exclude)baselines"
            )
                is ""
            ? commit
            : commit + SourceCommit.Dirty;
    }

    /// <summary>The full hash of the commit that a revision names; null where it names none.</summary>
    public static string? Resolve(string root, string revision) =>
        revision.StartsWith('-')
            ? null
            : Ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")?.Trim();

    /// <summary>The last commit that two revisions share; null where there is none.</summary>
    public static string? MergeBase(string root, string one, string other) =>
        Ask(root, "merge-base", one, other)?.Trim();

    /// <summary>The commit that is checked out in the repository whose top folder this is; null where it is none.</summary>
    public static string? Head(string root) =>
        Directory.Exists(Path.Combine(root, ".git")) ? Ask(root, "rev-parse", "HEAD")?.Trim() : null;

    /// <summary>The user name configured in this clone.</summary>
    public static string? UserName(string root) =>
        Ask(root, "config", "user.name")?.Trim() is { Length: > 0 } name ? name : null;

    private static string? Ask(string root, params string[] question)
    {
        try
        {
            var info = new ProcessStartInfo("git", ["-C", root, .. question])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var name in Repositories)
                info.Environment.Remove(name);
            using var git = Process.Start(info)!;
            git.BeginErrorReadLine();
            var answer = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
