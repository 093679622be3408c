using System.Text.Json;
using System.Text.Json.Serialization;

namespace Repro.Experiments;

/// <summary>
/// Name of a model in files, folders and reports. The notebook's model names are the words of <see cref="ModelKind"/>;
/// other assignments define their own.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly record struct ModelName
{
    public const int Longest = 40;

    /// <param name="word">Lower-case letters a to z, digits and hyphens, starting with a letter; 1 … 40 characters. It
    /// also names folders.</param>
    /// <exception cref="ReproException">The word is not legal (exit code 2).</exception>
    public ModelName(string word) =>
        Word = IsLegal(word)
            ? word
            : throw ReproException.Usage(
                $"model: '{TerminalText.Quote(word)}' is not a legal name; use 1 to {Longest} of a to z, 0 to 9 "
                    + "and -, starting with a letter. Choose another, such as bag-of-words."
            );

    public string Word { get; }

    public static implicit operator ModelName(ModelKind kind) => new(Words.Of(kind));

    public override string ToString() => Word;

    /// <summary>Whether a word is a safe folder name on every platform and cannot refer to another folder.</summary>
    public static bool IsLegal(string word) =>
        word.Length is > 0 and <= Longest
        && char.IsAsciiLetterLower(word[0])
        && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private sealed class Converter : JsonConverter<ModelName>
    {
        public override ModelName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } word && IsLegal(word)
                ? new(word)
                : throw new JsonException("A model name consists of a to z, 0 to 9 and -.");

        public override void Write(Utf8JsonWriter writer, ModelName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Word);
    }
}
