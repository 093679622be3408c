namespace ReproBuild.Checks;

/// <summary>Whether MSBuild reads the build as the clone has it.</summary>
public static class BuildCheck
{
    private const string Subject = "MSBuild";

    /// <param name="read">Whether it read the build project.</param>
    /// <param name="printed">Where that project's outputs go, or what MSBuild said instead.</param>
    /// <param name="project">The build project.</param>
    /// <param name="program">The folder that the scripts look for the build in.</param>
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
                $"would build to {found} and not to {program}",
                "Restore the clone's files, Directory.Build.props first: git status"
            );
    }
}
