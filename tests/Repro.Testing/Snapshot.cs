using System.Runtime.CompilerServices;

namespace Repro.Testing;

/// <summary>
/// Text snapshots by Verify's conventions. What is expected lies in <c>Expectations/&lt;folder of the
/// test&gt;/&lt;name&gt;.verified.txt</c>; a text that differs is written beside as <c>.received.txt</c> and shown in a
/// diff tool where there is a desktop; a missing file fails and leaves the candidate. To accept, rename received to
/// verified. Texts only: numbers go to tolerances.
/// </summary>
/// <remarks>
/// The implementation of <c>Verify</c> depends on the package set: Snapshot.Portable.cs or Snapshot.Card.cs. Same
/// files, same names.
/// </remarks>
internal static partial class Snapshot
{
    /// <summary>Fails unless <paramref name="text"/> is the accepted one. Await or return the task.</summary>
    /// <param name="text">Line ends are read as LF; line breaks at the end do not count.</param>
    /// <param name="name">Short, human, unique in its folder; the test's name unless given.</param>
    /// <param name="source">The test's file, filled in by the compiler.</param>
    public static Task Match(string text, [CallerMemberName] string name = "", [CallerFilePath] string source = "") =>
        Verify(Folder(source), name, text.ReplaceLineEndings("\n").TrimEnd('\n'), showDifference: true);

    /// <summary>Folder of expectations for the test in <paramref name="source"/>, below its project.</summary>
    public static string Folder(string source)
    {
        var folder = Path.GetDirectoryName(source)!;
        var project = folder;
        while (!Directory.EnumerateFiles(project, "*.csproj").Any())
            project = Path.GetDirectoryName(project)!;
        return Path.Combine(project, "Expectations", Path.GetRelativePath(project, folder));
    }
}
