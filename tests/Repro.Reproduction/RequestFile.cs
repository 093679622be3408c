using System.Reflection;
using Repro.Experiment;

namespace Repro.Reproduction;

/// <summary>What the build asked for, or the sample profile where nobody asked.</summary>
internal static class RequestFile
{
    public const string Variable = "REPRO_REQUEST";

    /// <summary>Null where nobody asked.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    public static ReproRequest Read() => Path is null ? ReproRequest.Default(RepoRoot, Environment.GetEnvironmentVariable) : SafeFile.ReadJson<ReproRequest>(Path);

    private static string RepoRoot { get; } =
        typeof(RequestFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(RepoRoot)).Value!;
}
