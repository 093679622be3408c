namespace Repro.Build.Tests.Testing;

/// <summary>A folder of a test's own, with a space in its path, gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Root { get; } = Path.Combine(Directory.CreateTempSubdirectory("repro-build-").FullName, "a clone");

    public string In(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Writes a file, and the folders above it.</summary>
    public string Write(string path, string text)
    {
        var full = In(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Writes a program for <c>sh</c> that can be called by its name.</summary>
    public string WriteProgram(string path, string text)
    {
        var full = Write(path, "#!/bin/sh\n" + text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return full;
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
