using Repro.Fuzz.Targets;

namespace Repro.Fuzz;

/// <summary>A reader of untrusted bytes.</summary>
/// <param name="Name">As the command line and the corpus' folder have it.</param>
/// <param name="Read">Reads an input as the product would.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("tar", ArchiveTargets.Tar),
        new("tar-gz", ArchiveTargets.TarGz),
        new("zip", ArchiveTargets.Zip),
        new("vectors", VectorsTarget.Read),
        new("safetensors", SafetensorsTargets.File),
        new("safetensors-header", SafetensorsTargets.Header),
        new("json", JsonTarget.Read),
    ];

    public static FuzzTarget Find(string name) =>
        All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException(
            $"{name} is not one of {string.Join(", ", All.Select(t => t.Name))}.",
            nameof(name)
        );
}
