namespace Repro.Files;

/// <summary>
/// Expands <c>~</c> in paths. A shell expands it only at the start of a word, not after <c>--runs=</c> or inside
/// quotes.
/// </summary>
public static class HomePath
{
    /// <summary>
    /// Replaces the tilde of <c>~</c> and <c>~/runs</c> with the home folder; any other path is returned unchanged.
    /// </summary>
    /// <param name="path">The path as given.</param>
    /// <param name="home">The home folder; empty if there is none.</param>
    /// <param name="name">The option the path belongs to, such as <c>--runs</c>.</param>
    /// <exception cref="ReproException">It begins with another user's <c>~name</c>, or there is no home folder (exit
    /// code 2).</exception>
    public static string Expand(string path, string home, string name)
    {
        if (!path.StartsWith('~'))
            return path;
        if (path.Length > 1 && path[1] != '/' && path[1] != Path.DirectorySeparatorChar)
            throw ReproException.Usage(
                $"{name}: {path} begins with ~ but not with ~/. Write the full path, or ./{path} "
                    + "for a folder of that name."
            );
        if (home.Length == 0)
            throw ReproException.Usage(
                $"{name}: {path} refers to the home folder, but HOME is not set. Write the full path."
            );
        return home + path[1..];
    }
}
