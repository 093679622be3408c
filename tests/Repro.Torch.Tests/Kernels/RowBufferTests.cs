using Repro.Torch.Kernels;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Kernels;

public sealed unsafe class RowBufferTests
{
    [Fact]
    public void Managed_floats_come_to_lie_on_whole_cache_lines_wherever_they_lay()
    {
        using var scope = NewDisposeScope();
        foreach (var count in Enumerable.Range(1, 40))
        {
            float[] values = [.. Enumerable.Range(0, count).Select(i => i / 7f)];
            var tensor = RowBuffer.Aligned(values, count, 1);
            ((long)RowBuffer.AddressOf(tensor) % 64).Should().Be(0);
            tensor.data<float>().ToArray().Should().Equal(values);
        }
    }
}
