using System.Reflection;

// The scripts' tests change environment variables of the process that PowerShell runs in.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Repro.Build.Tests.Testing;

/// <summary>What MSBuild knew when these tests were built.</summary>
internal static class BuildFacts
{
    public static string RepoRoot { get; } = Of(nameof(RepoRoot));

    /// <summary>
    /// Folder of the build program, as the scripts run it: Build.dll and what the package set puts beside it.
    /// </summary>
    public static string Program { get; } = Of(nameof(Program));

    /// <summary>The published libLibTorchSharp.so, in the package cache.</summary>
    public static string LibTorchSharp { get; } = Of(nameof(LibTorchSharp));

    /// <summary>The program that trains without a test runner.</summary>
    public static string Reproduction { get; } = Of(nameof(Reproduction));

    private static string Of(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
