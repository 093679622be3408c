using System.Text.Json;

namespace Repro;

/// <summary>Converts enum values to the kebab-case words used on the command line, in files and in reports.</summary>
public static class Words
{
    /// <summary><c>ModelKind.CnnGlove</c> → <c>cnn-glove</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Every word of <typeparamref name="T"/>, in declaration order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static bool TryParse<T>(string word, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Of(candidate) != word)
                continue;
            value = candidate;
            return true;
        }

        value = default;
        return false;
    }
}
