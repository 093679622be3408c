using System.Globalization;
using System.Runtime.InteropServices;
using Cake.Frosting;
using Repro.Native;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Doctor))]
[TaskDescription("Looks at what a run needs of this machine.")]
public sealed class Doctor : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var rows = new (string Subject, string Finding)[]
        {
            ("runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
            ("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            ("memory", Gigabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)),
            ("disk free", $"{Free(context.Paths.Root)} here, {Free(context.Request.Cache)} for the cache"),
            ("libstdc++", Libstdcxx()),
            ("libtorch", context.Surroundings.Libtorch is { } folder ? Folder(folder) : $"the packages' ({context.Surroundings.TorchBackend})"),
            ("GPU", context.Surroundings.CudaReason() is { } reason ? $"not used: {reason}" : context.Surroundings.GpuName()!),
            ("cache", Folder(context.Request.Cache)),
            ("mirror", context.Request.Mirror is { } mirror ? Folder(mirror) : "none; imdb profiles download from the official addresses"),
        };
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        foreach (var (subject, finding) in rows) grid.AddRow(new Text(subject), new Text(finding));
        context.Console.Write(grid);
    }

    private static string Libstdcxx()
    {
        if (!OperatingSystem.IsLinux()) return "not needed on this system";
        if (!NativeLibrary.TryLoad("libstdc++.so.6", out var library)) return "missing: install libstdc++6";
        return NativeLibrary.TryGetExport(library, LibstdcxxCompatibility.Symbol, out _)
            ? $"has {LibstdcxxCompatibility.Version}"
            : $"older than {LibstdcxxCompatibility.Version}: LibTorchSharp is mended at build time";
    }

    private static string Folder(string path) => Directory.Exists(path) ? path : $"{path} (does not exist)";

    private static string Free(string path)
    {
        var existing = new DirectoryInfo(path);
        while (!existing.Exists && existing.Parent is not null) existing = existing.Parent;
        return Gigabytes(new DriveInfo(existing.FullName).AvailableFreeSpace);
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
