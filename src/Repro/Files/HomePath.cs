namespace Repro.Files;

/// <summary>
/// Paths as people write them: a shell puts the home folder for <c>~</c> at the beginning of a word, but not after
/// <c>--runs=</c> nor between quotes.
/// </summary>
public static class HomePath
{
    /// <summary><c>~</c> and <c>~/runs</c> with the home folder in place of the tilde; any other path as it is.</summary>
    /// <param name="path">As it was given.</param>
    /// <param name="home">The home folder; empty where there is none.</param>
    /// <param name="name">What the path was given for, such as <c>--runs</c>.</param>
    /// <exception cref="ReproException">It begins with another person's <c>~name</c>, or there is no home folder (exit
    /// code 2).</exception>
    public static string Expand(string path, string home, string name)
    {
        if (!path.StartsWith('~'))
            return path;
        if (path.Length > 1 && path[1] != '/' && path[1] != Path.DirectorySeparatorChar)
            throw ReproException.Usage(
                $"{name}: {path} begins with a ~ that is not followed by a slash. Write the whole path, or ./{path} "
                    + "for a folder of that name."
            );
        if (home.Length == 0)
            throw ReproException.Usage(
                $"{name}: {path} is in the home folder, and HOME is not set. Write the whole path."
            );
        return home + path[1..];
    }
}
