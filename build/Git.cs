using System.ComponentModel;
using System.Diagnostics;
using Repro.Runs;

namespace ReproBuild;

/// <summary>What version control knows; null where there is no git, no clone, or no answer.</summary>
public static class Git
{
    /// <summary>Set by git for hooks and other programs that it starts: they name another repository than the
    /// folder's.</summary>
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
    /// The commit of the sources, <see cref="SourceCommit.Dirty"/> behind it where anything but the baselines differs
    /// from it. Null where the folder is no repository of its own: a source archive that was unpacked inside another
    /// one is not of that one's commit.
    /// </summary>
    /// <param name="root">Top folder of the sources.</param>
    public static string? Commit(string root)
    {
        // The prefix is the way down from the repository's top folder: empty in the top folder itself.
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

    /// <summary>Name of the person who works in this clone.</summary>
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
