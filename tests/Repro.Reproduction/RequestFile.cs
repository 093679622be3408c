using System.Reflection;
using Repro.Experiment;

namespace Repro.Reproduction;

/// <summary>What the build asked for, or the sample profile where nobody asked.</summary>
internal static class RequestFile
{
    public const string Variable = "REPRO_REQUEST";

    public static ReproRequest Read() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? SafeFile.ReadJson<ReproRequest>(path) : ReproRequest.Default(RepoRoot, Environment.GetEnvironmentVariable);

    private static string RepoRoot { get; } =
        typeof(RequestFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(RepoRoot)).Value!;
}
