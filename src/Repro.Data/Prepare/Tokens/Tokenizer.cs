namespace Repro.Data.Prepare.Tokens;

/// <summary>
/// Tokenizes like torchtext's <c>Field(lower=True)</c>: Python's <c>str.split()</c>, then <c>str.lower()</c> per token.
/// There is no other cleaning: <c>/>&lt;br</c> is a word.
/// </summary>
public static class Tokenizer
{
    /// <summary>The tokens of <paramref name="text"/>, in order.</summary>
    public static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        foreach (var token in Enumerate(text))
            tokens.Add(token.ToString());
        return tokens;
    }

    /// <summary>
    /// The same tokens one by one, without allocating for tokens of ASCII letters; each is valid until the next.
    /// </summary>
    public static TokenEnumerator Enumerate(ReadOnlySpan<char> text) => new(text);

    /// <summary>Only Python's <c>str.split()</c>: the words unchanged, including capitals.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !PythonText.IsSpace(text[at]))
                continue;
            if (at > start)
                words.Add(text[start..at]);
            start = at + 1;
        }

        return words;
    }

    /// <summary>The plain version; <see cref="Enumerate"/> must give equal results.</summary>
    internal static IEnumerable<string> PlainTokens(string text) => Split(text).Select(word => PythonText.Lower(word));
}

/// <summary>Enumerates the tokens of a text; see <see cref="Tokenizer.Enumerate"/>.</summary>
public ref struct TokenEnumerator
{
    private readonly ReadOnlySpan<char> text;
    private char[] lower = new char[64];
    private int at;

    internal TokenEnumerator(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The current token, in lower case.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public readonly TokenEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        while (at < text.Length && PythonText.IsSpace(text[at]))
            at++;
        if (at == text.Length)
            return false;

        var start = at;
        var every = 0;
        for (; at < text.Length && !PythonText.IsSpace(text[at]); at++)
            every |= text[at];
        var token = text[start..at];
        Current = every < 0x80 ? LowerAscii(token) : PythonText.Lower(token);
        return true;
    }

    private ReadOnlySpan<char> LowerAscii(ReadOnlySpan<char> token)
    {
        if (lower.Length < token.Length)
            lower = new char[token.Length * 2];
        for (var i = 0; i < token.Length; i++)
            lower[i] = token[i] is >= 'A' and <= 'Z' ? (char)(token[i] | 0x20) : token[i];
        return lower.AsSpan(0, token.Length);
    }
}
