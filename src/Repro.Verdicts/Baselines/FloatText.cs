using System.Buffers.Binary;

namespace Repro.Verdicts.Baselines;

/// <summary>
/// Many float32 as text: base64 of their bytes, little-endian, so that a JSON file preserves every bit.
/// </summary>
public static class FloatText
{
    public static string Of(IReadOnlyList<float> numbers)
    {
        var bytes = new byte[numbers.Count * sizeof(float)];
        for (var i = 0; i < numbers.Count; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), numbers[i]);
        return Convert.ToBase64String(bytes);
    }

    /// <param name="text">What <see cref="Of"/> gave, or null for no numbers.</param>
    /// <exception cref="ReproException">It is no such text (exit code 3).</exception>
    public static IReadOnlyList<float> Read(string? text)
    {
        if (text is null)
            return [];
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length % sizeof(float) != 0)
            throw ReproException.Input(
                $"numbers in base64: {text.Length} characters are not the base64 of whole float32. Restore the file "
                    + $"that has it "
                    + "from version control."
            );
        var numbers = new float[length / sizeof(float)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return numbers;
    }
}
