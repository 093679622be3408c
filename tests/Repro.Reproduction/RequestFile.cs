using System.Reflection;
using Repro.Files;
using Repro.Requests;

namespace Repro.Reproduction;

/// <summary>What the build asked for, or the sample profile where nobody asked.</summary>
internal static class RequestFile
{
    private static string? said;

    public const string Variable = "REPRO_REQUEST";

    /// <summary>Null where nobody asked.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    public static ReproRequest Read() =>
        Path is null
            ? ReproRequest.Default(RepoRoot, Environment.GetEnvironmentVariable)
            : SafeFile.ReadJson<ReproRequest>(Path);

    /// <summary>
    /// Says what an experiment waits for, or by null that it goes on, to whoever follows the request.
    /// </summary>
    public static void Publish(string experiment, string? text)
    {
        var began = said is null;
        if (text == said)
            return;
        said = text;
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            if (began)
                Console.Error.WriteLine($"{experiment}: {text}");
        }
        else if (text is null)
        {
            File.Delete(WaitingNote.PathOf(path));
        }
        else
        {
            SafeFile.WriteJson(WaitingNote.PathOf(path), new WaitingNote(experiment, text));
        }
    }

    private static string RepoRoot { get; } =
        typeof(RequestFile)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == nameof(RepoRoot))
            .Value!;
}
