using Repro.Testing;
using Repro.Torch.Serialization;

namespace Repro.Torch.Tests.Serialization;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder temp = new();

    private string File => temp.At("some.safetensors");

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Arrays_of_every_type_come_back()
    {
        var digest = Safetensors.Write(File, new Content([1.5f, -2], [true, false, true], 7, [250, 3]).Arrays);
        var empty = new Content([0, 0], [false, false, false], 0, [0, 0]);
        new Safetensors("numbers").Read(File, empty.Arrays).Should().Be(digest).And.HaveLength(64);
        empty
            .Should()
            .BeEquivalentTo(
                new
                {
                    Floats = new[] { 1.5f, -2 },
                    Flags = new[] { true, false, true },
                    Number = 7,
                    Bytes = new byte[] { 250, 3 },
                }
            );
    }

    [Fact]
    public void Bytes_after_the_last_number_are_refused_before_anything_is_filled()
    {
        Safetensors.Write(File, new Content([1, 2], [true], 7, [1]).Arrays);
        System.IO.File.AppendAllText(File, "more");
        var other = new Content([0, 0], [false], 0, [0]);
        other
            .Invoking(o => new Safetensors("numbers").Read(File, o.Arrays))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*: 4 extra bytes after its last number. Delete it*");
        other.Floats.Should().Equal(0, 0);
    }

    [Fact]
    public void Other_arrays_are_refused_by_name()
    {
        Safetensors.Write(File, new Content([1, 2], [true], 7, [1]).Arrays);
        FluentActions
            .Invoking(() => new Safetensors("numbers").Read(File, new Content([1, 2], [true, true], 7, [1]).Arrays))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*numbers of another model: flags [1], the model has [2]; *");
    }

    [Fact]
    public void A_header_longer_than_is_read_is_not_written()
    {
        // Of one array, without its name: measured, so that the longest header that is read has exactly the limit's
        // length.
        Safetensors.Write(File, [NamedArray.Of("", [1f])]);
        const int Limit = 1 << 20;
        var longest = new string('n', Limit - (int)BitConverter.ToInt64(System.IO.File.ReadAllBytes(File)));
        var at = temp.At("longest.safetensors");
        float[] filled = [0];
        Safetensors.Write(at, [NamedArray.Of(longest, [2f])]);
        new Safetensors("numbers").Read(at, [NamedArray.Of(longest, filled)]);
        filled.Should().Equal(2);
        FluentActions
            .Invoking(() => Safetensors.Write(at, [NamedArray.Of(longest + "n", [3f])]))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"not written: the header of so many arrays would be {Limit + 1} bytes long, more than the limit of "
                    + $"{Limit}*"
            );
        new Safetensors("numbers").Read(at, [NamedArray.Of(longest, filled)]);
        filled.Should().Equal(2);
    }

    private sealed class Content(float[] floats, bool[] flags, long number, byte[] bytes)
    {
        public float[] Floats { get; } = floats;

        public bool[] Flags { get; } = flags;

        public long Number { get; private set; } = number;

        public byte[] Bytes { get; private set; } = bytes;

        public List<NamedArray> Arrays =>
            [
                NamedArray.Of("floats", Floats, Floats.Length),
                NamedArray.Of("flags", Flags),
                NamedArray.Of("number", () => Number, value => Number = value),
                NamedArray.Of("bytes", "U8", [Bytes.Length], () => Bytes, value => Bytes = value),
            ];
    }
}
