using Repro.Data.Cache;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using Repro.Data.Inputs;
using Repro.Requests;
using Repro.Torch.Libtorch;
using ReproBuild.Arguments;

namespace ReproBuild.Checks;

/// <summary>All checks of this machine for the requested runs.</summary>
public static class MachineChecks
{
    public static async Task<IReadOnlyList<Check>> OfAsync(BuildContext context, TimeProvider clock)
    {
        var request = context.Request;
        var cached = new CacheInventory(
            request.Cache,
            clock.GetUtcNow(),
            Catalogue.All,
            ThisProgram.OfData
        ).QuickScan();
        var needed = Needed(request);
        List<CatalogueEntry> missing =
        [
            .. needed.Where(entry => !SourceCheck.Mirrors(request.Mirror, entry) && !IsCached(entry, cached)),
        ];
        var hosts = SourceCheck.HostsAsync(needed, missing, context.Surroundings.HostFault, context.Run.Interrupted);
        return
        [
            .. OfSoftware(context),
            .. await OfBuildAsync(context),
            .. FolderCheck.Of([
                .. SdkFolders(context.Surroundings),
                .. FolderCheck.FaultsOfStages(
                    context.Paths.Artifacts,
                    request.Runs,
                    request.Cache,
                    folder => ThisMachine.WriteFault(folder)
                ),
            ]),
            RoomCheck.Memory(ThisMachine.Memory, request.Profile),
            RoomCheck.Artifacts(ThisMachine.Free(request.Runs), request.Profile),
            RoomCheck.Cache(ThisMachine.Free(request.Cache), missing.Sum(entry => entry.Size)),
            ArithmeticCheck.Run(request),
            CacheCheck.Of(request.Cache, cached, Usage.Script),
            SourceCheck.Mirror(request.Mirror, needed),
            .. await hosts,
        ];
    }

    /// <summary>Folders without which no SDK works.</summary>
    public static IEnumerable<Check> SdkFolders(BuildSurroundings surroundings) =>
        FolderCheck.FaultsOfSdk(
            Path.GetTempPath(),
            surroundings.Home,
            folder => ThisMachine.WriteFault(folder, canBeMade: false)
        );

    // Without its sources the program cannot build.
    private static async Task<IReadOnlyList<Check>> OfBuildAsync(BuildContext context)
    {
        var (paths, surroundings) = (context.Paths, context.Surroundings);
        if (!File.Exists(paths.BuildProject))
            return [];
        var (read, printed) = await ThisMachine.EvaluateAsync(
            surroundings.Dotnet,
            paths.BuildProject,
            context.Run.Interrupted
        );
        return [BuildCheck.Of(read, printed, paths.BuildProject, paths.BuiltProgram(surroundings.PackageSet))];
    }

    private static IReadOnlyList<Check> OfSoftware(BuildContext context)
    {
        var (surroundings, paths) = (context.Surroundings, context.Paths);
        var native = paths.BuiltNative(surroundings.BuildFolder);
        var torchSharp = Path.Combine(native, InstalledLibtorch.FileName("LibTorchSharp"));
        return
        [
            SdkCheck.Of(
                ThisMachine.Sdks(),
                File.Exists(paths.GlobalJson) ? File.ReadAllText(paths.GlobalJson) : null,
                ThisMachine.Runtime
            ),
            LibstdcxxCheck.Run(
                ThisMachine.Libstdcxx(),
                File.Exists(torchSharp) ? File.ReadAllBytes(torchSharp) : null,
                torchSharp,
                Usage.Script
            ),
            LibtorchCheck.Run(surroundings.Libtorch, native, surroundings.TorchBackend, ThisMachine.Load, Usage.Script),
            GpuCheck.Of(
                surroundings.Gpu(),
                context.Request.Device,
                surroundings.TorchBackend != "cpu" || surroundings.Libtorch is not null
            ),
        ];
    }

    private static List<CatalogueEntry> Needed(ResolvedRequest request) =>
        [
            .. request
                .Experiments.SelectMany(InputSource.ArchivesOf)
                .Select(need => need.Archive)
                .DistinctBy(entry => entry.Name),
        ];

    private static bool IsCached(CatalogueEntry entry, IReadOnlyList<CachedFile> cached) =>
        cached.Any(file => file.State == CachedState.Whole && Path.GetFileName(file.Path) == entry.FileName);
}
