using System.Runtime.CompilerServices;

namespace Repro.Testing;

/// <summary>Where the sources of the tests lie.</summary>
internal static class Repository
{
    public static string Tests { get; } = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;

    public static string Root { get; } = Path.GetDirectoryName(Tests)!;

    public static string Baselines { get; } = Path.Combine(Root, "baselines");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
