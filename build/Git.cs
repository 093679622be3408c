using System.ComponentModel;
using System.Diagnostics;

namespace ReproBuild;

/// <summary>What version control knows; null where there is no git, no clone, or no answer.</summary>
public static class Git
{
    public static string? Commit(string root) => Ask(root, "rev-parse", "HEAD");

    /// <summary>Name of the person who works in this clone.</summary>
    public static string? UserName(string root) => Ask(root, "config", "user.name");

    private static string? Ask(string root, params string[] question)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", ["-C", root, .. question])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var answer = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && answer.Length > 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
