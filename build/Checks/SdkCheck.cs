using System.Text.Json;

namespace ReproBuild.Checks;

/// <summary>Checks whether an SDK that <c>global.json</c> accepts is installed.</summary>
public static class SdkCheck
{
    private const string Subject = "SDK";

    /// <param name="installed">Versions of the SDKs beside the runtime in use, such as 10.0.100.</param>
    /// <param name="globalJson">Text of <c>global.json</c>, or null if there is none.</param>
    /// <param name="runtime">The runtime of this program.</param>
    public static Check Of(IReadOnlyList<string> installed, string? globalJson, string runtime)
    {
        if (Wanted(globalJson) is not { } wanted)
            return Check.Note(
                Subject,
                $"{List(installed)}; global.json names no version",
                "Restore global.json: git checkout global.json"
            );
        var suitable = installed.Where(version => Suits(version, wanted)).Select(Number).OfType<Version>().Max();
        return suitable is null
            ? Check.Problem(
                Subject,
                $"{List(installed)}; {wanted} or a later {wanted.Major}.{wanted.Minor} is needed",
                $"Install the .NET {wanted.Major}.{wanted.Minor} SDK: dotnet.microsoft.com, or the "
                    + $"distribution's dotnet-sdk-{wanted.Major}.{wanted.Minor}."
            )
            : Check.Ok(Subject, $"{suitable} ({runtime})");
    }

    // rollForward latestFeature: the same major and minor, and at least the version itself.
    private static bool Suits(string installed, Version wanted) =>
        Number(installed) is { } version
        && (version.Major, version.Minor) == (wanted.Major, wanted.Minor)
        && version >= wanted;

    private static Version? Wanted(string? globalJson)
    {
        try
        {
            return globalJson is null
                ? null
                : Number(
                    JsonDocument.Parse(globalJson).RootElement.GetProperty("sdk").GetProperty("version").GetString()
                );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Version? Number(string? text) =>
        Version.TryParse(text?.Split('-')[0], out var version) ? version : null;

    private static string List(IReadOnlyList<string> installed) =>
        installed.Count == 0 ? "none beside this runtime" : string.Join(", ", installed);
}
