using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Repro.Testing;
using Repro.Torch.Serialization;

namespace Repro.Tests.Hostile;

/// <summary>
/// Weights from anywhere: the file is read exactly as it was written, or refused, and then nothing was filled.
/// </summary>
public sealed class HostileSafetensorsTests : IDisposable
{
    private static readonly float[] Left = [1, 2, 3, 4, 5, 6],
        Right = [7, 8];

    private readonly TempFolder temp = new();
    private readonly byte[] good;

    public HostileSafetensorsTests()
    {
        Safetensors.Write(
            temp.At("good"),
            [NamedArray.Of("left", [.. Left], 2, 3), NamedArray.Of("right", [.. Right], 2)]
        );
        good = File.ReadAllBytes(temp.At("good"));
    }

    private int HeaderLength => (int)BinaryPrimitives.ReadInt64LittleEndian(good);

    private string Header => Encoding.UTF8.GetString(good, sizeof(long), HeaderLength);

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Damaged_bytes_never_become_other_weights() =>
        Mutated.Bytes(good).Sample(IsReadOrRefused, iter: 2_000, threads: 1);

    [Fact]
    public void A_hostile_header_never_becomes_other_weights() =>
        Mutated
            .Json(Header)
            .Select(With)
            .Sample(IsReadOrRefused, iter: 2_000, threads: 1, print: Encoding.UTF8.GetString);

    [Theory]
    [InlineData("[0,24]", "[0,20]")]
    [InlineData("[0,24]", "[8,32]")]
    [InlineData("[24,32]", "[0,8]")]
    [InlineData("[24,32]", "[28,36]")]
    [InlineData("[24,32]", "[24,9223372036854775807]")]
    [InlineData("[2,3]", "[3,2]")]
    [InlineData("[2,3]", "[4294967296,4294967296]")]
    [InlineData("[2,3]", "[-2,-3]")]
    [InlineData("[2,3]", "[1e99999999999,3]")]
    [InlineData("[2,3]", "[\"\\ud800\"]")]
    [InlineData("F32", "F64")]
    [InlineData("F32", "\\ud800")]
    [InlineData("\"right\"", "\"left\"")]
    [InlineData("\"right\"", "\"\\u001b[2J\"")]
    [InlineData("\"sha256\":\"", "\"sha256\":\"\\ud800")]
    [InlineData("{\"sha256\"", "{\"sha256\":1,\"sha256\"")]
    public void Ranges_that_overlap_or_leave_holes_wrong_types_shapes_and_names_are_refused(string was, string becomes)
    {
        Header.Should().Contain(was);
        Refused(With(Header.Replace(was, becomes, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100L << 20)]
    [InlineData(long.MaxValue)]
    public void A_header_that_claims_to_be_huge_is_refused_before_room_is_made_for_it(long length)
    {
        var bytes = (byte[])good.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bytes);
        // A hundredth of the smallest claim that is huge; the file itself has a few hundred bytes.
        (GC.GetAllocatedBytesForCurrentThread() - before)
            .Should()
            .BeLessThan(1 << 20);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused()
    {
        var bytes = (byte[])good.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, good.Length);
        Refused(bytes);
    }

    private byte[] With(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var count = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(count, text.Length);
        return [.. count, .. text, .. good[(sizeof(long) + HeaderLength)..]];
    }

    private void Refused(byte[] bytes) => Read(bytes).Code.Should().Be(ExitCode.InputMissing);

    private bool IsReadOrRefused(byte[] bytes) =>
        Read(bytes) switch
        {
            (null, var left, var right) => left.SequenceEqual(Left) && right.SequenceEqual(Right),
            (ExitCode.InputMissing, var left, var right) => left.Concat(right).All(v => v == 0),
            _ => false,
        };

    private (ExitCode? Code, float[] Left, float[] Right) Read(byte[] bytes)
    {
        var (left, right) = (new float[Left.Length], new float[Right.Length]);
        var path = temp.Write("bad", bytes);
        return (
            ReadOutcome.Run(() =>
                new Safetensors("weights").Read(
                    path,
                    [NamedArray.Of("left", left, 2, 3), NamedArray.Of("right", right, 2)]
                )
            ),
            left,
            right
        );
    }
}
