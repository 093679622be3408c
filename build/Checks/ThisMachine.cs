using System.Globalization;
using System.Runtime.InteropServices;
using Repro.Native;

namespace ReproBuild.Checks;

/// <summary>Reads the facts about this machine that the checks judge.</summary>
public static class ThisMachine
{
    /// <summary>Runtime and system: <c>.NET 10.0.1 on Debian GNU/Linux 12 (bookworm), X64, 2 processors</c>.</summary>
    public static string Runtime =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors"
        );

    /// <summary>Bytes of memory available to this process: the machine's, or the container's limit.</summary>
    public static long Memory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>
    /// Versions of the SDKs beside the runtime in use: <c>ROOT/shared/Microsoft.NETCore.App/VERSION</c>,
    /// <c>ROOT/sdk/VERSION</c>.
    /// </summary>
    public static IReadOnlyList<string> Sdks()
    {
        var sdks = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
        return Directory.Exists(sdks)
            ?
            [
                .. Directory
                    .EnumerateDirectories(sdks)
                    .Select(folder => Path.GetFileName(folder)!)
                    .Where(name => char.IsAsciiDigit(name[0]))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    /// <summary>This host's libstdc++, or null on a system without it.</summary>
    public static Libstdcxx? Libstdcxx() =>
        !OperatingSystem.IsLinux() ? null
        : !NativeLibrary.TryLoad("libstdc++.so.6", out var library) ? Checks.Libstdcxx.Missing
        : NativeLibrary.TryGetExport(library, LibstdcxxCompatibility.Symbol, out _) ? Checks.Libstdcxx.Current
        : Checks.Libstdcxx.Older;

    /// <summary>Loads a library into this process.</summary>
    /// <returns>The error if it does not load, or null.</returns>
    public static string? Load(string library)
    {
        try
        {
            NativeLibrary.Load(library);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.Trim();
        }
    }

    /// <summary>
    /// Why a folder is not writable, or null if a file can be created in it. If <paramref name="canBeMade"/> and the
    /// folder does not exist, its nearest existing parent is tested. The test file is deleted.
    /// </summary>
    public static string? WriteFault(string folder, bool canBeMade = true)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
                return $"{existing} is a file";
            if (!canBeMade || Path.GetDirectoryName(existing) is not { Length: > 0 } above)
                return "it does not exist";
            existing = above;
        }

        try
        {
            using var probe = new FileStream(
                Path.Combine(existing, $".repro-{Path.GetRandomFileName()}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            probe.WriteByte(0);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Makes MSBuild evaluate a project, which shows that <paramref name="dotnet"/> starts, finds its SDK and folders,
    /// and reads the project's own properties.
    /// </summary>
    /// <returns>Whether it succeeded, and its output.</returns>
    public static async Task<(bool Read, string Printed)> EvaluateAsync(
        string dotnet,
        string project,
        CancellationToken cancellation
    )
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo(dotnet, ["msbuild", project, "-nologo", "-getProperty:OutDir"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    WorkingDirectory = Path.GetDirectoryName(project)!,
                }
            )!;
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode == 0, (output + await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (false, e.Message);
        }
    }

    /// <summary>Free bytes for a folder, which need not exist yet.</summary>
    public static long Free(string folder)
    {
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is not null)
            existing = existing.Parent;
        return new DriveInfo(existing.FullName).AvailableFreeSpace;
    }
}
