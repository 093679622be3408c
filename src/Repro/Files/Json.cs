using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Repro.Files;

/// <summary>
/// JSON options for every file of a run: kebab-case names, enums as words, doubles in their shortest exact form,
/// properties in declaration order, so that equal values give equal text. NaN and infinities are rejected when writing
/// and when reading (1e999, for example).
/// </summary>
public static class Json
{
    /// <summary>One line, no white space: used for hashing, and for the lines of <c>events.jsonl</c>.</summary>
    public static JsonSerializerOptions Canonical { get; } = Options(indented: false);

    /// <summary>One value per line, two-space indent, LF: easy to diff.</summary>
    public static JsonSerializerOptions Readable { get; } = Options(indented: true);

    /// <summary>Lower-case hexadecimal SHA-256 of the canonical form of <paramref name="value"/>.</summary>
    public static string Hash<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, Canonical))));

    private static JsonSerializerOptions Options(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = indented,
            NewLine = "\n",
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            MaxDepth = 32,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullablesAreOptional } },
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
                new FiniteDouble(),
                new FiniteSingle(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static JsonException TooLarge() => new("A number is too large for its type.");

    private sealed class FiniteDouble : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble() is var number && double.IsFinite(number) ? number : throw TooLarge();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value);
    }

    private sealed class FiniteSingle : JsonConverter<float>
    {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetSingle() is var number && float.IsFinite(number) ? number : throw TooLarge();

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value);
    }

    // Nulls are omitted when writing, so nullable properties must not be required when reading.
    private static void NullablesAreOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: true })
                property.IsRequired = false;
    }
}
