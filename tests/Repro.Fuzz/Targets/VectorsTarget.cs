using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;

namespace Repro.Fuzz.Targets;

/// <summary>The text of word vectors, two values a word.</summary>
internal static class VectorsTarget
{
    private static readonly Vocabulary Words = Vocabulary.Build(["a a a film film b"]);

    public static void Read(byte[] input)
    {
        var matrix = WordVectors.Read(new MemoryStream(input), 2, Words, "toy.2d");
        if (!matrix.Values.All(float.IsFinite))
            throw new InvalidOperationException("A value that is not finite was read.");
    }
}
