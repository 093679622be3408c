namespace Repro.Data.Sample;

/// <summary>
/// Invented names of people and places, the rare words of the sample: most occur once or twice, as most words of real
/// reviews do.
/// </summary>
internal static class SampleNames
{
    private const int Count = 8000;

    // Coprime to the number of possible names, so that each is visited once and names of neighbouring rank look
    // different.
    private const int Stride = 7919;

    private static readonly string[] Onsets = SampleLexicon.Split("b d f g h k l m n p r s t v br dr kr st");
    private static readonly string[] Vowels = SampleLexicon.Split("a e i o u");
    private static readonly string[] Codas = SampleLexicon.Split("l n r s x nd ck m");

    /// <summary>
    /// The names in order of frequency. Words of <see cref="SampleLexicon"/> that look like a name (<c>never</c>) are
    /// left out.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [.. Enumerable.Range(1, Count).Select(Name).Except(SampleLexicon.All)];

    private static string Name(int rank)
    {
        var possible = Onsets.Length * Vowels.Length * Onsets.Length * Vowels.Length * Codas.Length;
        var rest = (int)((long)rank * Stride % possible);
        return Take(Onsets) + Take(Vowels) + Take(Onsets) + Take(Vowels) + Take(Codas);

        string Take(string[] parts)
        {
            (rest, var at) = Math.DivRem(rest, parts.Length);
            return parts[at];
        }
    }
}
