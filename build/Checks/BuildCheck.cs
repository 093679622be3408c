namespace ReproBuild.Checks;

/// <summary>Checks whether MSBuild can read the clone's build project.</summary>
public static class BuildCheck
{
    private const string Subject = "MSBuild";

    /// <param name="read">Whether MSBuild could read the build project.</param>
    /// <param name="printed">Output folder of that project, or MSBuild's error.</param>
    /// <param name="project">The build project.</param>
    /// <param name="program">The folder in which the scripts look for the build.</param>
    public static Check Of(bool read, string printed, string project, string program)
    {
        if (!read)
            return Check.Problem(
                Subject,
                $"cannot read {project}: {printed.Split('\n')[0].Trim()}",
                $"See the whole message: dotnet msbuild {project} -getProperty:OutDir"
            );
        var found = Path.GetFullPath(printed, Path.GetDirectoryName(project)!);
        return Path.TrimEndingDirectorySeparator(found) == Path.TrimEndingDirectorySeparator(program)
            ? Check.Ok(Subject, "reads the build")
            : Check.Problem(
                Subject,
                $"would build to {found} instead of {program}",
                "Restore the clone's files, Directory.Build.props first: git status"
            );
    }
}
