using System.Reflection;
using Repro.Files;
using Repro.Requests;

namespace Repro.Reproduction;

/// <summary>What the build asked for, or the sample profile where nobody asked.</summary>
internal static class RequestFile
{
    public const string Variable = "REPRO_REQUEST";

    private static readonly Lazy<ResolvedRequest> Resolved = new(() =>
        (
            Path is { } path
                ? SafeFile.ReadJson<ReproRequest>(path)
                : ReproRequest.Default(RepoRoot!, Environment.GetEnvironmentVariable)
        ).Resolve()
    );

    /// <summary>Null where nobody asked.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    /// <summary>The request, resolved once for the whole process.</summary>
    /// <exception cref="ReproException">Its file is missing or damaged (exit code 3), or it asks for what is not legal
    /// (2).</exception>
    public static ResolvedRequest Read() => Resolved.Value;

    private static string RepoRoot { get; } =
        typeof(RequestFile)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == nameof(RepoRoot))
            .Value!;
}
