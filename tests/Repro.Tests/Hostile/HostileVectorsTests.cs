using System.Text;
using CsCheck;
using Repro.Data.Prepare.Tokens;
using Repro.Data.Prepare.Vectors;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>Texts of word vectors that are none: read or refused, in bounded memory and time.</summary>
public sealed class HostileVectorsTests : IDisposable
{
    private static readonly Vocabulary Words = Vocabulary.Build(["a a a film film b"]);

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Damaged_vectors_are_read_as_finite_numbers_or_refused() =>
        Gen.OneOf(Mutated.Bytes(Encoding.UTF8.GetBytes("a 1 -2.5\nfilm 1e-3 0.25\nb .5 7\n")), Gen.Byte.Array[0, 300])
            .Sample(
                bytes =>
                    ReadOutcome.ReadOrRefused(() =>
                        Read(new MemoryStream(bytes)).Values.Should().OnlyContain(v => float.IsFinite(v))
                    ),
                iter: 5_000,
                threads: 1
            );

    [Theory]
    [InlineData("a Infinity 1\n")]
    [InlineData("a -inf 1\n")]
    [InlineData("a 1e39 1\n")]
    [InlineData("a 0x10 1\n")]
    [InlineData("a 1,5 1\n")]
    public void What_is_not_a_finite_number_is_refused(string text) =>
        ReadOutcome.Run(() => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Should().Be(ExitCode.InputMissing);

    [Fact]
    public void A_value_that_is_quoted_is_short_and_cannot_steer_the_terminal()
    {
        var text = Encoding.UTF8.GetBytes($"a \u001b[2J{new string('9', 100_000)} 1\n");
        FluentActions
            .Invoking(() => Read(new MemoryStream(text)))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*has '\ufffd[2J999*…' among its values*")
            .Which.Message.Length.Should()
            .BeLessThan(300, "it is a sentence, without the 100,000 digits");
    }

    [Fact]
    public void Ten_sparse_gigabytes_are_refused_after_a_megabyte()
    {
        using var sparse = new FileStream(temp.At("vectors.txt"), FileMode.Create);
        sparse.SetLength(10L << 30);
        FluentActions
            .Invoking(() => Read(sparse))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*line 1 is longer than 1048576 bytes*");
        sparse.Position.Should().BeLessThan(2 << 20, "that is the longest line, and a buffer of at most as much");
    }

    private static VectorMatrix Read(Stream text) => WordVectors.Read(text, 2, Words, "toy.2d");
}
